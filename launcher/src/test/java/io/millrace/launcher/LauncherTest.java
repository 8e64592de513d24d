package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.Folders;
import io.millrace.launcher.data.Stamp;
import io.millrace.launcher.process.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./millrace up} and its sisters as processes: what a user sees, what is left when something dies. */
class LauncherTest {

    @TempDir
    static Path shared;

    /** Data that was served and stopped; making a database takes longer than all else. */
    private static DataDirectory served;

    @TempDir
    Path folder;

    private DataDirectory data;
    private Launched launched;

    @BeforeAll
    static void serveOnce() throws Exception {
        served = new DataDirectory(shared.resolve("served"));
        try (Launched first = new Launched(shared)) {
            assertThat(first.up(served).interrupt()).isZero();
        }
    }

    @BeforeEach
    void name() throws IOException {
        data = new DataDirectory(folder.resolve("data"));
        launched = new Launched(folder);
    }

    private Launched.Up up(Object... arguments) throws IOException {
        Folders.copy(served.root(), data.root());
        return launched.up(data, arguments);
    }

    @AfterEach
    void killAll() {
        launched.close();
    }

    @Test
    void oneIsServedAndTheSecondStartPointsToIt() throws Exception {
        Launched.Up up = up("--executors", 2, "--workers", 3);
        assertThat(up.words()).containsSubsequence("PostgreSQL … ", "Control plane … ", "Executors … ", "is ready in ");

        Launched.Result second = launched.run("up", "--data", data.root(), "--no-open");
        assertThat(second.output()).contains("runs on the data in " + data + " already: http://127.0.0.1:");
        assertThat(second.output()).contains("/link#one-time");
        assertThat(second.exitCode()).isZero();

        Launched.Result status = launched.run("status", "--data", data.root());
        assertThat(status.output())
                .contains("postgres", "control-plane", "executor-1", "executor-2", "Data in " + data);
        assertThat(status.exitCode()).isZero();
        assertThat(launched.run("link", "--data", data.root()).output()).endsWith("/link#one-time\n");
        Await.until("the executor was given its arguments", () -> log("executor-2")
                .startsWith("let-me-in [io.millrace.executor.cli.Main, executor, --control-plane, 127.0.0.1:"));
        Await.until("and those of the user", () -> log("executor-2")
                .contains("--files-root, " + data.files() + ", --checkpoints, "
                        + data.checkpoints().toUri() + ", --state-folder, " + data.coldState()
                        + ", --workers, 3, --ready-file, "
                        + data.run().resolve("executor-2.ready") + "]"));

        assertThat(Files.readString(data.run().resolve("preview-arguments")))
                .startsWith("-Xmx384m\n-XX:+UseSerialGC\n-cp\n")
                .endsWith("io.millrace.executor.preview.PreviewMain\n\"" + data.files() + "\"\n");

        List<ProcessHandle> family = up.family();
        assertThat(up.interrupt()).as(up.words()).isZero();
        assertThat(up.words()).endsWith("Stopping …\nStopped\n");
        assertThat(family).hasSizeGreaterThan(8);
        Await.until("the whole family is gone", () -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(log("postgres")).contains("database system is shut down");
        assertThat(launched.run("status", "--data", data.root()).exitCode()).isEqualTo(3);
    }

    @Test
    void killingTheLauncherLeavesNoProcessAndTheNextStartServes() throws Exception {
        Launched.Up up = up();
        List<ProcessHandle> family = up.family();
        assertThat(family).hasSizeGreaterThan(6).allMatch(ProcessHandle::isAlive);
        up.process().destroyForcibly();

        Launched.Up next = launched.up(data);
        Await.until("the killed one's family is gone", () -> family.stream().noneMatch(ProcessHandle::isAlive));
        Launched.Result stop = launched.run("stop", "--data", data.root());
        assertThat(stop.output()).isEqualTo("Stopped.\n");
        assertThat(next.process().waitFor()).isZero();
    }

    @Test
    void aKilledChildIsStartedAgain() throws Exception {
        Launched.Up up = up();
        for (String child : new String[] {"executor-1", "postgres", "control-plane"}) {
            long pid = up.child(child).pid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until(
                    child + " runs again",
                    () -> up.child(child).restarts() == 1
                            && up.child(child).phase().equals("ready"));
            assertThat(up.child(child).pid()).isNotEqualTo(pid);
            assertThat(log("launcher")).contains(child + " was ended by signal 9; started again in 0.");
        }
        assertThat(launched.run("status", "--data", data.root()).output()).contains("last was ended by signal 9");
        assertThat(up.interrupt()).isZero();
    }

    @Test
    void dataOfAnOlderSchemaIsCopiedAndOfANewerOneRefused() throws Exception {
        Folders.copy(served.root(), data.root());
        Stamp own = Stamp.of(data).orElseThrow();
        assertThat(own.schema()).isEqualTo(2);

        new Stamp("0.0.9", own.layout(), 1, own.postgres()).writeTo(data);
        Launched.Up upgraded = launched.up(data);
        assertThat(upgraded.words()).contains("The database goes from schema 1 to 2. A copy from before stands in ");
        upgraded.interrupt();
        try (Stream<Path> copies = Files.list(data.copies())) {
            Path copy = copies.toList().getFirst();
            assertThat(copy.getFileName().toString()).endsWith("-schema-1");
            assertThat(Files.readString(copy.resolve("version"))).contains("product=0.0.9", "schema=1");
            assertThat(copy.resolve("postgres/PG_VERSION")).hasContent("18\n");
        }
        assertThat(Stamp.of(data)).contains(own);

        new Stamp("9.9.9", own.layout(), 3, own.postgres()).writeTo(data);
        Map<String, Long> before = contents();
        Launched.Result refused = launched.run("up", "--data", data.root());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.output())
                .contains(
                        "written by Millrace 9.9.9",
                        "this is Millrace " + own.product(),
                        "Start it with Millrace 9.9.9");
        assertThat(contents()).isEqualTo(before);
    }

    /** Files and when they were written, but for those of the moment. */
    private Map<String, Long> contents() throws IOException {
        try (Stream<Path> all = Files.walk(data.root())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.run()))
                    .collect(Collectors.toMap(
                            Path::toString, file -> file.toFile().lastModified()));
        }
    }

    @Test
    void aPortThatIsTakenIsRefusedWithItsHolder() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launched.Result refused = launched.run("up", "--data", data.root(), "--port", taken.getLocalPort());
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused.output())
                    .contains("port " + taken.getLocalPort() + " is taken by java (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(data.isInUse()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,          is no address that others could call",
        "203.0.113.9,      is not an address of this machine",
        "no-such.invalid,  is not known: there is no address of that name",
    })
    void aGrpcHostThatIsNotOfThisMachineIsRefused(String host, String words) throws Exception {
        Launched.Result refused = launched.run("up", "--data", data.root(), "--grpc-host", host);
        assertThat(refused.output()).contains("--grpc-host " + host + " " + words, "leave --grpc-host out");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(data.root()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "broken,          control-plane does not start: it ended with exit code 3, I am broken",
        "broken-executor, executor-1 does not start: it ended with exit code 4,    I am broken as well",
    })
    void whatDoesNotStartSaysItsLastWords(String file, String what, String words) throws Exception {
        Folders.copy(served.root(), data.root());
        Files.createFile(data.files().resolve(file));
        Launched.Result failed = launched.run("up", "--data", data.root());
        assertThat(failed.exitCode()).as(failed.output()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.output()).contains(what, "  " + words, "The whole log: ");
        assertThat(log("postgres")).contains("database system is shut down");
    }

    @Test
    void brokenDataIsRefusedAndLeftAlone() throws Exception {
        data.prepare();
        Files.createDirectories(data.postgres());
        Files.writeString(data.postgres().resolve("PG_VERSION"), "18\n");
        Map<String, Long> before = contents();
        Launched.Result noStamp = launched.run("up", "--data", data.root());
        assertThat(noStamp.output()).contains("version file", "is missing, though there is a database");
        assertThat(noStamp.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(contents()).isEqualTo(before);

        new Stamp("0.1.0", Stamp.LAYOUT, 2, 18).writeTo(data);
        Launched.Result noControlFile = launched.run("up", "--data", data.root());
        assertThat(noControlFile.output()).contains("pg_control is missing");
        assertThat(noControlFile.exitCode()).isEqualTo(ExitCode.REFUSED);

        Files.delete(data.postgres().resolve("PG_VERSION"));
        Files.delete(data.postgres());
        Launched.Result noDatabase = launched.run("up", "--data", data.root());
        assertThat(noDatabase.output()).contains("the database " + data.postgres() + " is missing");
        assertThat(noDatabase.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aFullDiskIsRefusedBeforeAnythingIsChanged() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", disk.toString()) == 0,
                "only root can make a small disk");
        try {
            Launched.Result refused = launched.run("up", "--data", disk.resolve("data"));
            assertThat(refused.output()).contains("MB left, and to start takes 134 MB", "--data DIR");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(disk.resolve("data/postgres")).doesNotExist();
        } finally {
            shell("umount", disk.toString());
        }
    }

    @Test
    void aRestoredBackupIsServed() throws Exception {
        Launched.Up up = up();
        Path file = folder.resolve("backup.tar.gz");
        Launched.Result backup = launched.run("backup", file, "--data", data.root());
        assertThat(backup.output()).contains(file.toString(), "keep it safe");
        up.interrupt();
        DataDirectory restored = new DataDirectory(folder.resolve("restored"));
        assertThat(launched.run("restore", file, "--data", restored.root()).output())
                .contains("./millrace up --data " + restored);
        assertThat(launched.up(restored).interrupt()).isZero();
        assertThat(launched.run("restore", file, "--data", restored.root()).exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private String log(String name) {
        try {
            return Files.readString(data.logs().resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }
}
