package io.millrace.executor.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewFailed.Reason;
import io.millrace.protocol.preview.PreviewLimits;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.Previews;
import io.millrace.protocol.rpc.preview.PreviewProcess;
import io.millrace.protocol.rpc.preview.PreviewServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, asked by its parent. */
class PreviewProcessTest {

    private static final String DOCUMENT = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids
            nodes:
              - {id: bids, type: nexmark-source, config: {kind: bid}}
              - {id: dear, type: filter, config: {condition: price > 100}}
            edges:
              - {from: {node: bids, port: out}, to: {node: dear, port: in}}
            """;

    private static final PreviewLimits SLOW = new PreviewLimits(1_000_000, 1, 1, 50_000);

    @TempDir
    private Path folder;

    private final PreviewProcess previews = new PreviewProcess(command("."), () -> "secret");

    private static List<String> command(String root) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                PreviewMain.class.getName(),
                root);
    }

    @AfterEach
    void end() {
        previews.close();
    }

    @Test
    void itAnswersAndIsStartedAgainWhenItIsGone() {
        assertThat(preview("a", PreviewLimits.DEFAULT).ports()).hasSize(2);
        kill();
        assertThat(preview("a", PreviewLimits.DEFAULT).ports()).hasSize(2);
    }

    @Test
    void itLooksIntoFiles() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
        try (PreviewProcess inFolder = new PreviewProcess(command(folder.toString()), () -> "secret")) {
            assertThat(inFolder.discover(new DiscoverRequest("a.csv", 5)).rows())
                    .hasSize(1);
        }
    }

    @Test
    void aNewerPreviewOfADraftEndsTheOlder() {
        preview("warm", PreviewLimits.DEFAULT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<PreviewResult>> asked = java.util.stream.Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> preview("a", SLOW), threads))
                    .limit(5)
                    .toList();
            long superseded = asked.stream()
                    .filter(one -> reason(one) == Reason.SUPERSEDED)
                    .count();
            assertThat(superseded).isEqualTo(4);
        }
    }

    private static Reason reason(CompletableFuture<PreviewResult> asked) {
        try {
            asked.join();
            return Reason.REFUSED;
        } catch (CompletionException e) {
            if (e.getCause() instanceof PreviewFailed failed) {
                return failed.reason();
            }
            throw e;
        }
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThatThrownBy(() -> previews.preview(new PreviewRequest("a", "{", PreviewLimits.DEFAULT)))
                .isInstanceOfSatisfying(PreviewFailed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(Reason.REFUSED));
    }

    @Test
    void aMistakeOfMillraceIsToldAndEndsNoProcess() {
        List<String> mistaken = new ArrayList<>(command("."));
        mistaken.set(mistaken.size() - 2, Mistaken.class.getName());
        try (PreviewProcess process = new PreviewProcess(mistaken, () -> "secret")) {
            for (int asked = 1; asked <= 2; asked++) {
                String words = "number " + asked;
                assertThatThrownBy(() -> process.discover(new DiscoverRequest("a.csv", 5)))
                        .isInstanceOfSatisfying(PreviewFailed.class, failed -> assertThat(failed.reason())
                                .isEqualTo(Reason.UNAVAILABLE))
                        .hasMessageContaining(words);
            }
        }
    }

    /** A preview process that knows no answer; counts the questions. */
    static final class Mistaken implements Previews {

        private final AtomicInteger asked = new AtomicInteger();

        public static void main(String[] arguments) throws IOException {
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            try (var server = PreviewServer.start(
                    new Mistaken(), input.readLine(), Executors.newVirtualThreadPerTaskExecutor())) {
                System.out.println(server.port());
                input.readLine();
            }
        }

        @Override
        public PreviewResult preview(PreviewRequest request) {
            throw new IllegalStateException("number " + asked.incrementAndGet());
        }

        @Override
        public Discovery discover(DiscoverRequest request) {
            throw new IllegalStateException("number " + asked.incrementAndGet());
        }
    }

    @Test
    void itEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(command(".")).start();
        try {
            process.outputWriter().append("secret\n").flush();
            assertThat(process.inputReader().readLine()).matches("[0-9]+");
            process.outputWriter().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private PreviewResult preview(String draft, PreviewLimits limits) {
        return previews.preview(new PreviewRequest(draft, DOCUMENT, limits));
    }

    private static void kill() {
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(PreviewMain.class.getName()))
                .toList()
                .forEach(child -> {
                    assertThat(child.destroyForcibly()).isTrue();
                    child.onExit().join();
                });
    }
}
