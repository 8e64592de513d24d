package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: how they are asked, killed, and never left behind. */
class KeeperTest {

    private static final ChildSpec.Start AT_ONCE = new ChildSpec.Start(_ -> true, Duration.ofMinutes(1));

    /** Says that it runs, and goes on until a signal ends it. */
    private static final String POLITE = "trap 'echo asked; exit 7' TERM; echo runs; while :; do sleep 0.05; done";

    private static final String STUBBORN = "trap '' TERM; echo runs; while :; do sleep 0.05; done";

    @TempDir
    Path folder;

    private Keeper keeper;

    @BeforeEach
    void makeKeeper() {
        keeper = new Keeper(folder, Thread.ofVirtual().factory());
    }

    @Test
    void aChildThatIsAskedGetsItsSignal() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Running child = keeper.start(shell("polite", POLITE, 10), ended::countDown);
        Await.until("the child runs", () -> log("polite").contains("runs"));
        child.askToStop();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitCode()).isEqualTo(7);
        Await.until("its words are in the log", () -> log("polite").equals("runs\nasked\n"));
    }

    @Test
    void aChildThatDoesNotListenIsKilledAfterItsGrace() throws Exception {
        Running child = keeper.start(shell("stubborn", STUBBORN, 1), () -> {});
        Await.until("the child runs", () -> log("stubborn").contains("runs"));
        child.askToStop();
        Await.until("the child is killed", () -> !child.isAlive());
        assertThat(child.exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void aChildLeadsASessionOfItsOwnSoThatCtrlCPassesItBy() throws Exception {
        Running child = keeper.start(shell("session", STUBBORN, 0), () -> {});
        Await.until("the child runs", () -> log("session").contains("runs"));
        String[] stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"))
                .split(" ");
        assertThat(stat[5]).isEqualTo(Long.toString(child.pid()));
        child.askToStop();
        Await.until("the child is gone", () -> !child.isAlive());
    }

    @Test
    void killingTheSupervisorLeavesNoProcess() throws Exception {
        Process supervisor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Await.until(
                "both children run",
                () -> log("polite").contains("runs") && log("stubborn").contains("runs"));
        List<ProcessHandle> family = supervisor.descendants().toList();
        assertThat(family).hasSizeGreaterThanOrEqualTo(4);
        supervisor.destroyForcibly();
        Await.until("the whole family is gone", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aProgramThatIsMissingEndsWithTheShellsCode() throws IOException {
        ChildSpec missing = new ChildSpec(
                "missing",
                0,
                List.of("/no/such/program"),
                Map.of(),
                folder,
                0,
                AT_ONCE,
                new ChildSpec.Stop(0, "TERM", Duration.ofSeconds(1)));
        Running child = keeper.start(missing, () -> {});
        Await.until("it has ended", () -> !child.isAlive());
        assertThat(child.exitCode()).isEqualTo(127);
        Await.until("the log says why", () -> log("missing").contains("/no/such/program"));
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    private ChildSpec shell(String name, String script, int graceSeconds) {
        return shell(folder, name, script, graceSeconds);
    }

    private static ChildSpec shell(Path folder, String name, String script, int graceSeconds) {
        return new ChildSpec(
                name,
                0,
                List.of("sh", "-c", script),
                Map.of(),
                folder,
                0,
                AT_ONCE,
                new ChildSpec.Stop(0, "TERM", Duration.ofSeconds(graceSeconds)));
    }

    /** A process with two children, which is killed. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path folder = Path.of(arguments[0]);
            Keeper keeper = new Keeper(folder, Thread.ofVirtual().factory());
            keeper.start(shell(folder, "polite", POLITE, 1), () -> {});
            keeper.start(shell(folder, "stubborn", STUBBORN, 1), () -> {});
            new CountDownLatch(1).await();
        }
    }
}
