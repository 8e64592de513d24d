package io.millrace.executor.preview;

import io.millrace.executor.local.Installation;
import io.millrace.model.io.DocumentReader;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.rpc.preview.PreviewServer;
import io.millrace.spi.io.FileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The main of the preview process. Its argument is the files root; the first line of its input a secret; the first line of
 * its output the port it listens on. It ends when its input does, so it never outlives its parent.
 */
public final class PreviewMain {

    private static final int USAGE = 2;

    /** Enough of each kind of node that the first real preview finds its classes loaded. */
    private static final String WARM_UP = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: warm-up
            name: Warm-up
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid, events: 1000}}
              - {id: time, type: watermark, config: {column: dateTime, outOfOrderness: 1 s}}
              - {id: dear, type: filter, config: {condition: price > 100}}
              - {id: some, type: select, config: {columns: [{name: auction, expression: auction},
                  {name: p, expression: price * 2}, {name: dateTime, expression: dateTime}]}}
              - {id: counts, type: aggregate, config: {groupBy: [{id: a, name: auction, expression: auction}],
                  aggregates: [{id: n, name: n, function: COUNT}], window: {type: tumbling, size: 1 s}}}
            edges:
              - {from: {node: bids, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: dear, port: in}}
              - {from: {node: dear, port: out}, to: {node: some, port: in}}
              - {from: {node: some, port: out}, to: {node: counts, port: in}}
            """;

    private PreviewMain() {}

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Usage: PreviewMain FILES-ROOT");
            System.exit(USAGE);
        }
        // What sinks print has nowhere to go, and must not stand where the port is expected.
        Installation installation = Installation.standard(new PrintWriter(PrintWriter.nullWriter()));
        FileStore files = installation.fileStore(Path.of(arguments[0]));
        Previewer previewer = new Previewer(installation, files);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String secret = input.readLine();
        if (secret == null || secret.isBlank()) {
            System.err.println("The first line of the input must be the secret that callers show.");
            System.exit(USAGE);
            return;
        }
        ExecutorService runner = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("preview").factory());
        OneAtATime previews = new OneAtATime(previewer, new FileDiscovery(installation.formats(), files), runner);
        try (PreviewServer server =
                PreviewServer.start(previews, secret, Executors.newVirtualThreadPerTaskExecutor())) {
            runner.execute(() -> warmUp(previewer));
            PrintStream output = System.out;
            output.println(server.port());
            output.flush();
            while (input.readLine() != null) {
                // Nothing more is said; only the end counts.
            }
        }
        System.exit(0);
    }

    private static void warmUp(Previewer previewer) {
        try {
            previewer.preview(DocumentReader.load(WARM_UP).require(), PreviewLimits.DEFAULT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
