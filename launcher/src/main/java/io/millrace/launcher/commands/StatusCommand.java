package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.DiskSpace;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.process.ChildStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what runs. */
@Command(
        name = "status",
        description = {
            "Says what runs on the data directory, and how large it is.",
            "Exit codes: 0 it runs, 3 nothing does."
        })
public final class StatusCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    /** Picocli fills in the rest. */
    public StatusCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataDirectory directory = data.directory();
        Optional<RunState> running = RunState.of(directory);
        PrintStream out = world.out();
        if (running.isPresent()) {
            RunState state = running.get();
            out.printf(
                    "Millrace %s runs since %s: http://127.0.0.1:%d (process %d)%n%n",
                    world.installation().product(),
                    ago(state.started()),
                    state.httpPort(),
                    state.supervisor().pid());
            out.printf("%-15s %-9s %8s %6s %9s %9s%n", "PROCESS", "STATE", "PID", "PORT", "SINCE", "RESTARTS");
            state.children().forEach(this::print);
            out.printf("%nExecutors join at %s%n", state.grpcAddress());
            printTurnedAway(directory, state);
        } else {
            out.println("No Millrace runs on this data.");
        }
        printData(directory);
        return running.isPresent() ? ExitCode.DONE : ExitCode.NOT_RUNNING;
    }

    /** Executors that want to join and are not let in: their own logs may be on another machine. */
    private void printTurnedAway(DataDirectory directory, RunState state) throws InterruptedException {
        try {
            Session session = new ControlPlane(state.httpPort()).logIn(new Ready(world, directory).adminSecret());
            session.turnedAway().forEach(reason -> world.out().println("Turned away: " + reason));
        } catch (IOException e) {
            world.out().println("Who was turned away cannot be said: " + e.getMessage());
        }
    }

    private void print(ChildStatus child) {
        world.out()
                .printf(
                        "%-15s %-9s %8s %6s %9s %9d%s%n",
                        child.name(),
                        child.phase(),
                        child.pid() == 0 ? "-" : child.pid(),
                        child.port() == 0 ? "-" : child.port(),
                        ago(child.since()),
                        child.restarts(),
                        child.lastEnd().isEmpty() ? "" : "  last " + child.lastEnd());
    }

    private void printData(DataDirectory directory) throws IOException {
        world.out().printf("Data in %s", directory);
        if (!Files.exists(directory.root())) {
            world.out().println(": none yet");
            return;
        }
        world.out().printf(": %s (", DiskSpace.words(DiskSpace.of(directory.root())));
        Map<String, Path> parts = Map.of(
                "database", directory.postgres(),
                "files", directory.files(),
                "logs", directory.logs(),
                "copies", directory.copies());
        String separator = "";
        for (String part : new String[] {"database", "files", "logs", "copies"}) {
            Path folder = parts.getOrDefault(part, directory.root());
            if (Files.exists(folder)) {
                world.out().print(separator + part + " " + DiskSpace.words(DiskSpace.of(folder)));
                separator = ", ";
            }
        }
        world.out()
                .printf(
                        ")%nThe disk has %s left%n",
                        DiskSpace.words(Files.getFileStore(directory.root()).getUsableSpace()));
    }

    private String ago(Instant since) {
        Duration passed = Duration.between(since, world.clock().instant());
        if (passed.toMinutes() < 1) {
            return passed.toSeconds() + " s";
        }
        if (passed.toHours() < 1) {
            return passed.toMinutes() + " min";
        }
        return passed.toDays() < 2 ? passed.toHours() + " h" : passed.toDays() + " d";
    }
}
