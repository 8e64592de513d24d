package io.millrace.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.process.ChildStatus;
import io.millrace.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path folder;

    private DataDirectory data;

    @BeforeEach
    void name() {
        data = new DataDirectory(folder.resolve("data"));
    }

    @Test
    void onlyItsOwnerMayLookIntoIt() throws IOException {
        data.prepare();
        Path password = new Secrets(data, new SecureRandom()).make(Secrets.ADMIN);
        assertThat(permissions(data.root())).isEqualTo("rwx------");
        assertThat(permissions(data.secrets())).isEqualTo("rwx------");
        assertThat(permissions(password)).isEqualTo("rw-------");
    }

    @Test
    void aSecretIsMadeOnce() throws IOException {
        data.prepare();
        Secrets secrets = new Secrets(data, new SecureRandom());
        secrets.make(Secrets.ADMIN);
        String made = secrets.read(Secrets.ADMIN);
        secrets.make(Secrets.ADMIN);
        assertThat(secrets.read(Secrets.ADMIN)).isEqualTo(made).matches("[A-Za-z0-9_-]{32}");
        assertThatThrownBy(() -> secrets.read(Secrets.JOIN_TOKEN))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("join-token");
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Files.writeString(data.root(), "mine");
        assertThatThrownBy(data::prepare).isInstanceOf(Refusal.class).hasMessageContaining("is a file");
        assertThat(data.root()).hasContent("mine");
    }

    @Test
    void aPlaceThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        DataDirectory below = new DataDirectory(folder.resolve("file/data"));
        assertThatThrownBy(below::prepare).isInstanceOf(Refusal.class).hasMessageContaining(below.toString());
    }

    @Test
    void oneLauncherAtATimeHoldsTheLock() throws IOException {
        data.prepare();
        try (InstanceLock held = InstanceLock.take(data).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(InstanceLock.take(data)).isEmpty();
        }
        try (InstanceLock again = InstanceLock.take(data).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void whatRunsReadsBackWhileItsSupervisorLives() throws IOException {
        data.prepare();
        ChildStatus child = new ChildStatus(
                "executor-1", "paused", 0, 0, Instant.parse("2026-03-01T12:00:00Z"), 3, "was \\ killed");
        RunState state = new RunState(
                ProcessIdentity.own(),
                Instant.parse("2026-03-01T11:00:00Z"),
                8420,
                "127.0.0.1:8421",
                5433,
                List.of(child));
        state.writeTo(data);
        RunState read = RunState.of(data).orElseThrow();
        assertThat(read.children().getFirst().lastEnd()).isEqualTo("was   killed");
        assertThat(read.with(List.of(child))).isEqualTo(state);

        new RunState(new ProcessIdentity(1, 0), state.started(), 1, "127.0.0.1:2", 3, List.of()).writeTo(data);
        assertThat(RunState.of(data)).isEmpty();
    }

    @Test
    void aBrokenStateIsNone() throws IOException {
        data.prepare();
        Files.writeString(data.run().resolve("state"), "supervisor=nobody\n");
        assertThat(RunState.of(data)).isEmpty();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
