package io.millrace.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.process.ChildStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * {@code ./millrace up} in a process of its own on a data directory, and somebody logged in. Everything it starts ends with
 * that process, which {@link #close} ends.
 */
public final class Installed implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final Duration RESTART_LIMIT = Duration.ofMinutes(4);

    private final World world;
    private final Waiting waiting;
    private final DataDirectory data;
    private final Path folder;
    private final List<String> command;
    private int starts;
    private Process process;
    private Path output;
    private Session session;

    private Installed(World world, DataDirectory data, Path folder, List<String> command)
            throws IOException, InterruptedException {
        this.world = world;
        this.waiting = new Waiting(world);
        this.data = data;
        this.folder = folder;
        this.command = command;
        output = outputOf(++starts);
        process = launch(world, output, folder, command);
        session = logIn();
    }

    /** Runs {@code ./millrace up} with these arguments; what it prints goes into the folder. */
    public static Installed up(World world, DataDirectory data, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("up", "--data", data.toString(), "--no-open"));
        all.addAll(arguments);
        return new Installed(world, data, folder, all);
    }

    /** Each start has a file of its own. */
    private Path outputOf(int start) {
        return folder.resolve(start == 1 ? "up.txt" : "up-" + start + ".txt");
    }

    /** Waits until everything runs. Ends the process if it does not come to that. */
    private Session logIn() throws IOException, InterruptedException {
        boolean isReady = false;
        try {
            waiting.until("everything runs", START_LIMIT, () -> {
                requireAlive();
                return words().contains("Millrace is ready");
            });
            Session admin = new ControlPlane(stateNow().httpPort())
                    .logIn(new Secrets(data, world.secrets()).read(Secrets.ADMIN));
            isReady = true;
            return admin;
        } finally {
            if (!isReady) {
                process.destroy();
            }
        }
    }

    /**
     * Kills {@code up} and these of its processes (kill -9), and enters the same command again at once, while the others still
     * come to their ends. Everything runs when this returns.
     */
    void killAndStartAgain(List<ChildStatus> victims) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        for (ChildStatus victim : victims) {
            send("KILL", victim);
        }
        output = outputOf(++starts);
        process = launch(world, output, folder, command);
        session = logIn();
    }

    /**
     * Runs a command to its end, in a folder.
     *
     * @return what it printed
     * @throws IOException with what it printed, when it fails or the limit has passed
     */
    public static String run(World world, Path folder, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command-", ".txt");
        Process process = launch(world, output, folder, arguments);
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("./millrace " + String.join(" ", arguments)
                        + (process.isAlive()
                                ? " has not ended within " + limit.toSeconds() + " s:\n"
                                : " has ended with exit code " + process.exitValue() + ":\n")
                        + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a command, which goes on when this returns. The caller ends it. */
    public static Process launch(World world, Path output, Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(world.installation().home().resolve("millrace").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** What it has printed since it was started last. */
    public String words() throws IOException {
        return Files.readString(output);
    }

    /** Who is logged in. */
    public Session session() {
        return session;
    }

    /** Where pipelines read and write. */
    public Path files() {
        return data.files();
    }

    /** What a process has logged. */
    public String log(String name) throws IOException {
        return Files.readString(data.logs().resolve(name + ".log"));
    }

    /** Waits until every process works. */
    void awaitReady() throws IOException, InterruptedException {
        waiting.until("all processes run", RESTART_LIMIT, () -> state().filter(RunState::isReady)
                .isPresent());
    }

    private Optional<RunState> state() throws IOException {
        requireAlive();
        return RunState.of(data);
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("./millrace up has ended:\n" + words());
        }
    }

    private RunState stateNow() throws IOException {
        return state().orElseThrow(() -> new IOException("nothing runs on " + data));
    }

    /** What the supervisor says of all processes. */
    List<ChildStatus> children() throws IOException {
        return stateNow().children();
    }

    /** What the supervisor says of a process. */
    public ChildStatus child(String name) throws IOException {
        return children().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no process " + name));
    }

    /** Kills a process (kill -9); it has been started again when this returns. */
    public void kill(String name) throws IOException, InterruptedException {
        ChildStatus before = child(name);
        send("KILL", before);
        awaitRestart(before);
    }

    /** Waits until a process that has ended works again. */
    void awaitRestart(ChildStatus before) throws IOException, InterruptedException {
        waiting.until(
                before.name() + " runs again", RESTART_LIMIT, () -> state().filter(state -> state.children().stream()
                                .anyMatch(child -> child.name().equals(before.name())
                                        && child.restarts() > before.restarts()
                                        && child.phase().equals("ready")))
                        .isPresent());
    }

    /** Sends a signal to a process of this installation, by its id; nothing when it is not there just then. */
    void send(String signal, ChildStatus child) throws IOException, InterruptedException {
        if (child.pid() > 0) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Waits until what stands at a path of the workspace is so. */
    public JsonNode await(String path, String what, Duration limit, Predicate<JsonNode> condition)
            throws IOException, InterruptedException {
        JsonNode[] last = new JsonNode[1];
        waiting.until(what, limit, () -> {
            try {
                last[0] = session.read(path);
                return condition.test(last[0]);
            } catch (IOException e) {
                return false; // The control plane is away for a moment.
            }
        });
        return last[0];
    }

    /**
     * Asks it to stop, and kills it when that does not end it; the launcher's children end with it in any case. With TERM, as
     * whoever runs in the background of a script ignores Ctrl-C, and so do those it starts.
     */
    @Override
    public void close() throws IOException {
        try {
            process.destroy();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("./millrace up does not stop:\n" + words());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
