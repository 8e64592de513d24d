package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.control.Session.Token;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Executors that come over the network, with TLS and a token; here over this machine's own address there. */
@EnabledIfSystemProperty(named = "millrace.tests", matches = "installed")
class OtherMachinesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: bids
            name: Bids over the network
            nodes:
              - {id: source, type: nexmark-source, name: Bids, config: {kind: bid, events: 200000, rate: 1000}}
              - {id: time, type: watermark, name: Time, config: {column: dateTime, outOfOrderness: 1 s}}
              - id: counts
                type: aggregate
                name: Per bidder
                config:
                  window: {type: tumbling, size: 10 s}
                  groupBy:
                    - {id: bidder, name: bidder, expression: bidder}
                  aggregates:
                    - {id: bids, name: bids, function: COUNT}
              - {id: file, type: file-sink, name: Result, config: {path: bids.ndjson, format: json}}
            edges:
              - {from: {node: source, port: out}, to: {node: time, port: in}}
              - {from: {node: time, port: out}, to: {node: counts, port: in}}
              - {from: {node: counts, port: out}, to: {node: file, port: in}}
            """;

    @TempDir
    Path folder;

    @Test
    void anExecutorJoinsOverTheNetworkWorksAndNoneJoinsOnceItsTokenIsRevoked() throws Exception {
        Optional<InetAddress> network = ofTheNetwork();
        assumeTrue(network.isPresent(), "this machine has no address of a network");
        String host = network.orElseThrow().getHostAddress();
        try (Installed installed = Installed.up(folder, "--executors", "1", "--workers", "1", "--grpc-host", host)) {
            String data = folder.resolve("data").toString();
            String joins = Installed.run(folder, PATIENCE, "join-token", "--data", data);
            assertThat(joins).startsWith("./millrace executor --control-plane " + host + ":");
            List<String> command = new ArrayList<>(
                    List.of(joins.strip().substring("./millrace ".length()).split(" ")));
            command.addAll(List.of(
                    "--exchange-host",
                    host,
                    "--files-root",
                    installed.files().toString(),
                    "--data",
                    folder.resolve("elsewhere").toString(),
                    "--workers",
                    "1"));
            Process executor = Installed.launch(folder.resolve("executor.txt"), folder, command);
            try {
                installed.await("/cluster", "two executors are there", PATIENCE, cluster -> present(cluster) == 2);
                String pipeline = installed.session().importPipeline(PIPELINE);
                installed.session().deploy(pipeline, installed.session().commit(pipeline, "Over the network"), "once");
                JsonNode ended = installed.await(
                        "/deployments?pipeline=" + pipeline,
                        "the job ends",
                        PATIENCE,
                        all -> all.path("items").path(0).path("endedAt").isTextual());
                assertThat(ended.path("items").path(0).path("summary").asText()).isEqualTo("Finished · 184,000 rows");

                revoke(installed, data);
            } finally {
                executor.destroy();
                executor.waitFor();
            }
            Process again = Installed.launch(folder.resolve("again.txt"), folder, command);
            assertThat(again.waitFor()).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("again.txt"))).contains("The token is not known here");
        }
    }

    private void revoke(Installed installed, String data) throws IOException, InterruptedException {
        Token made = installed.session().joinTokens().stream()
                .filter(token -> token.author().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(Installed.run(folder, PATIENCE, "join-token", "--data", data, "--list"))
                .contains(made.id(), "of this machine's own executors");
        assertThat(Installed.run(folder, PATIENCE, "join-token", "--data", data, "--revoke", made.id()))
                .isEqualTo("Nobody joins by " + made.id() + " any more.\n");
    }

    private static Optional<InetAddress> ofTheNetwork() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    private static long present(JsonNode cluster) {
        return StreamSupport.stream(cluster.path("executors").spliterator(), false)
                .filter(executor -> executor.path("state").asText().equals("present"))
                .count();
    }
}
