package io.millrace.executor.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.local.Installation;
import io.millrace.model.json.JsonArray;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest {

    @TempDir
    private Path folder;

    @Test
    void aCsvFileBecomesATypedSource() throws IOException {
        Discovery found = discover("a.csv", "id;name\n1;Ann\n2;Bo\n3;Cy\n");

        assertThat(found.format()).isEqualTo(Optional.of("csv"));
        assertThat(found.config().toString())
                .isEqualTo("{\"csv\":{\"delimiter\":\";\"},\"format\":\"csv\",\"path\":\"a.csv\","
                        + "\"schema\":[{\"name\":\"id\",\"type\":\"INT\"},{\"name\":\"name\",\"type\":\"STRING\"}]}");
        assertThat(found.rows().stream().map(JsonArray::toString)).containsExactly("[1,\"Ann\"]", "[2,\"Bo\"]");
        assertThat(found.truncated()).isTrue();
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void linesOfJsonBecomeATypedSource() throws IOException {
        Discovery found = discover("a.ndjson", "{\"at\": \"2026-01-31T10:00:00\", \"n\": 9999999999}\n");

        assertThat(found.format()).isEqualTo(Optional.of("json"));
        assertThat(found.rows().stream().map(JsonArray::toString))
                .singleElement()
                .asString()
                .startsWith("[\"2026-01-31")
                .endsWith("\"9999999999\"]");
        assertThat(found.truncated()).isFalse();
    }

    @Test
    void aFolderIsJudgedByItsFirstFile() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/1.csv"), "a,b\n1,2\n");
        Files.writeString(folder.resolve("in/2.csv"), "a,b\n3,4\n");

        Discovery found = discovery().discover(new DiscoverRequest("in", 10));

        assertThat(found.config().text("path")).isEqualTo(Optional.of("in"));
        assertThat(found.rows()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsExplained() throws IOException {
        assertThat(code(discover("empty.csv", ""))).isEqualTo("file.empty");
        assertThat(code(discover("a.bin", "a\0b"))).isEqualTo("file.binary");
        assertThat(code(discover("wide.csv", "a,b\n".getBytes(StandardCharsets.UTF_16))))
                .isEqualTo("file.utf16");
        assertThat(code(discover("a.gz", new byte[] {0x1f, (byte) 0x8b, 8}))).isEqualTo("file.compressed");
        assertThat(code(discovery().discover(new DiscoverRequest("nowhere.csv", 1))))
                .isEqualTo("file.missing");
        assertThat(discovery().discover(new DiscoverRequest("../secret", 1)).problems())
                .hasSize(1);
    }

    @Test
    void badRecordsAreTold() throws IOException {
        Discovery found = discover("a.csv", "a,b\n1,2\n\"x\n");

        assertThat(found.rows()).hasSize(1);
        assertThat(found.problems()).isNotEmpty();
    }

    private static String code(Discovery found) {
        assertThat(found.problems()).hasSize(1);
        assertThat(found.config().members()).isEmpty();
        return found.problems().getFirst().code();
    }

    private Discovery discover(String name, String text) throws IOException {
        return discover(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Discovery discover(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        return discovery().discover(new DiscoverRequest(name, 2));
    }

    private FileDiscovery discovery() {
        Installation installation = Installation.standard(new PrintWriter(PrintWriter.nullWriter()));
        return new FileDiscovery(installation.formats(), installation.fileStore(folder));
    }
}
