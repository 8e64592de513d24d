package io.millrace.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data survives: kills, stale files, migrations, back-ups, and mistakes. */
class SafeDataTest {

    @TempDir
    static Path shared;

    private static TestDatabase made;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeOne() throws IOException, InterruptedException {
        made = new TestDatabase(shared).make();
    }

    @Test
    void whatWasCommittedSurvivesAKillAndAStaleFile() throws Exception {
        try (TestDatabase database =
                new TestDatabase(folder.resolve("data")).copyOf(made).start()) {
            database.run("CREATE TABLE kept AS SELECT 42 AS x");
            database.server().kill();
            Await.until("it is gone", () -> !database.server().isAlive());

            // Its file names a process that lives, as after a restart of the machine: this one.
            Path file = database.data.postgres().resolve("postmaster.pid");
            String[] lines = Files.readString(file).split("\n", 2);
            Files.writeString(file, ProcessHandle.current().pid() + "\n" + lines[1]);
            PostmasterFile stale = new PostmasterFile(database.data.postgres());
            assertThat(stale.server()).isEmpty();
            stale.removeStale();
            assertThat(file).doesNotExist();

            database.start();
            assertThat(database.ask("SELECT x FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aBackupOfARunningDatabaseIsRestoredWhole() throws Exception {
        Path file = folder.resolve("backup.tar.gz");
        try (TestDatabase database =
                new TestDatabase(folder.resolve("data")).copyOf(made).start()) {
            Files.writeString(database.data.files().resolve("flights.csv"), "a,b\n");
            Path manifest = database.data.checkpoints().resolve("d-1/1/7/manifest");
            Files.createDirectories(manifest.getParent());
            Files.writeString(manifest, "seven");
            database.run("CREATE TABLE kept (x int); INSERT INTO kept SELECT generate_series(1, 20000)");
            try (Connection open = database.connectAsOwner()) {
                open.setAutoCommit(false);
                open.createStatement().execute("INSERT INTO kept VALUES (-1)");
                new Backup(database.data).ofRunning(file, database.port, database.secrets.read(Secrets.POSTGRES));
                open.commit();
            }
            assertThatThrownBy(() -> new Backup(database.data).ofStopped(file))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("there is a file");
        }
        assertThat(Files.getPosixFilePermissions(file).toString())
                .doesNotContain("GROUP")
                .doesNotContain("OTHERS");
        try (TestDatabase restored = new TestDatabase(folder.resolve("restored"))) {
            Restore.into(restored.data, file);
            restored.cluster().check(TestDatabase.MAJOR);
            restored.start();
            assertThat(restored.ask("SELECT count(*) || ' ' || min(x) FROM kept"))
                    .isEqualTo("20000 1");
            assertThat(restored.data.files().resolve("flights.csv")).hasContent("a,b\n");
            assertThat(restored.data.checkpoints().resolve("d-1/1/7/manifest")).hasContent("seven");
        }
    }

    @Test
    void aBackupOfStoppedDataIsRestoredWholeAndNeverOverData() throws Exception {
        Path file = folder.resolve("backup.tar.gz");
        TestDatabase database = new TestDatabase(folder.resolve("data")).copyOf(made);
        new Backup(database.data).ofStopped(file);
        assertThatThrownBy(() -> Restore.into(database.data, file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("there is data in");
        try (TestDatabase restored = new TestDatabase(folder.resolve("restored"))) {
            Restore.into(restored.data, file);
            assertThat(restored.start().ask("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void halfABackupMakesNoData() throws Exception {
        Path file = folder.resolve("backup.tar.gz");
        new Backup(new TestDatabase(folder.resolve("data")).copyOf(made).data).ofStopped(file);
        byte[] whole = Files.readAllBytes(file);
        Path half = Files.write(folder.resolve("half.tar.gz"), Arrays.copyOf(whole, whole.length / 2));
        TestDatabase target = new TestDatabase(folder.resolve("restored"));
        for (Path broken : new Path[] {half, Files.writeString(folder.resolve("text"), "no archive")}) {
            assertThatThrownBy(() -> Restore.into(target.data, broken))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("cannot be restored")
                    .hasMessageContaining("No data was made");
            assertThat(target.data.isInUse()).isFalse();
        }
    }

    @Test
    void copiesBeforeMigrationsAreWholeAndTheLastTwoStay() throws Exception {
        TestDatabase database = new TestDatabase(folder.resolve("data")).copyOf(made);
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        for (int schema = 1; schema <= 3; schema++) {
            CopyBeforeMigration.make(database.data, schema, now.plusSeconds(schema));
        }
        Path last = database.data.copies().resolve("20260301-120003-schema-3");
        assertThat(list(database.data.copies()))
                .containsExactly("20260301-120002-schema-2", "20260301-120003-schema-3");
        assertThat(list(last)).containsExactly("postgres", "version");

        Path former = folder.resolve("former");
        Files.move(database.data.postgres(), former);
        Files.move(last.resolve("postgres"), database.data.postgres());
        try (database) {
            assertThat(database.start().ask("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aBrokenDatabaseIsRefusedAndLeftAlone() throws Exception {
        TestDatabase database = new TestDatabase(folder.resolve("data"));
        Path version = database.data.postgres().resolve("PG_VERSION");
        Files.createDirectory(database.data.postgres());
        assertThatThrownBy(() -> database.cluster().check(TestDatabase.MAJOR))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PG_VERSION is missing");
        Files.writeString(version, "17\n");
        Files.createDirectory(database.data.postgres().resolve("global"));
        Files.writeString(database.data.postgres().resolve("global/pg_control"), "");
        assertThatThrownBy(() -> database.cluster().check(TestDatabase.MAJOR))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PG_VERSION says 17 instead of 18");
        assertThat(version).hasContent("17\n");
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
