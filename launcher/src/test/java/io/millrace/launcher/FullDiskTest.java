package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** All data on a disk that gets full: who asks for something is told, and what can go on does. */
@EnabledIfSystemProperty(named = "millrace.tests", matches = "installed")
class FullDiskTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String PIPELINE = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: everything
            name: Everything
            nodes:
              - {id: source, type: nexmark-source, name: Bids, config: {kind: bid, events: 100000000}}
              - {id: file, type: file-sink, name: Result, config: {path: everything.ndjson, format: json}}
            edges:
              - {from: {node: source, port: out}, to: {node: file, port: in}}
            """;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()) == 0,
                "only root can make a small disk");
    }

    @AfterEach
    void unmount() throws Exception {
        shell("umount", disk.toString());
    }

    @Test
    void whoWritesIsToldAndTheJobThatFilledTheDiskMakesRoomAgain() throws Exception {
        DataDirectory data = new DataDirectory(disk.resolve("data"));
        try (Installed installed = Installed.up(data, folder, "--executors", "1", "--workers", "1")) {
            HttpResponse<String> upload =
                    installed.session().send("PUT", "/files/content?path=small.csv", "a,b\n1,2\n", Map.of());
            assertThat(upload.statusCode()).isEqualTo(507);
            assertThat(upload.body()).contains("disk.full", "512 MB have to stay free", "Delete files");

            String pipeline = installed.session().importPipeline(PIPELINE);
            installed.session().deploy(pipeline, installed.session().commit(pipeline, "Too much"), "once");
            JsonNode ended = installed.await(
                    "/deployments?pipeline=" + pipeline,
                    "the job gives up or is started again",
                    PATIENCE,
                    all -> all.path("items")
                            .path(0)
                            .path("reason")
                            .path("message")
                            .isTextual());

            JsonNode reason = ended.path("items").path(0).path("reason");
            assertThat(reason.path("message").asText())
                    .as(ended::toPrettyString)
                    .contains("`everything.ndjson` could not be written: No space left on device. Free some space");
            assertThat(reason.path("nodeId").asText()).isEqualTo("file");
        }
        Files.write(disk.resolve("ballast"), new byte[(int) (disk.toFile().getUsableSpace() - (16 << 20))]);
        assertThat(refused(data)).contains("MB left, and to start takes 50 MB", "--data DIR");
    }

    private String refused(DataDirectory data) throws IOException, InterruptedException {
        Path output = folder.resolve("refused.txt");
        Process process =
                Installed.launch(output, folder, java.util.List.of("up", "--no-open", "--data", data.toString()));
        assertThat(process.waitFor()).isEqualTo(ExitCode.REFUSED);
        return Files.readString(output);
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
