package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.process.Await;
import io.millrace.launcher.process.ChildStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a user has who has built everything: {@code ./millrace up} on a data directory, and somebody logged in. */
final class Installed implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final DataDirectory data;
    private final Process process;
    private final Path output;
    private final Session session;

    private Installed(DataDirectory data, Process process, Path output) throws IOException, InterruptedException {
        this.data = data;
        this.process = process;
        this.output = output;
        Await.until("everything runs", Duration.ofMinutes(2), () -> {
            assertThat(process.isAlive()).as(this::words).isTrue();
            return words().contains("Millrace is ready");
        });
        session = new ControlPlane(state().httpPort()).logIn(new Secrets(data, new Random()).read(Secrets.ADMIN));
    }

    /** Runs {@code ./millrace up} with these arguments on {@code folder/data}. */
    static Installed up(Path folder, String... arguments) throws IOException, InterruptedException {
        return up(new DataDirectory(folder.resolve("data")), folder, arguments);
    }

    /** Runs {@code ./millrace up} with these arguments; what it prints goes into the folder. */
    static Installed up(DataDirectory data, Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("up", "--data", data.toString(), "--no-open"));
        all.addAll(List.of(arguments));
        Path output = folder.resolve("up.txt");
        return new Installed(data, launch(output, folder, all), output);
    }

    /** Runs a command to its end, in a folder; what it printed. */
    static String run(Path folder, Duration limit, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command-", ".txt");
        Process process = launch(output, folder, List.of(arguments));
        try {
            assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS))
                    .as(() -> read(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> read(output)).isZero();
        return read(output);
    }

    /** Starts a command, which goes on when this returns. The caller ends it. */
    static Process launch(Path output, Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("millrace").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String words() {
        return read(output);
    }

    Session session() {
        return session;
    }

    /** Where pipelines read and write. */
    Path files() {
        return data.files();
    }

    /** What a process has logged. */
    String log(String name) {
        return read(data.logs().resolve(name + ".log"));
    }

    private RunState state() {
        return RunState.of(data).orElseThrow();
    }

    private ChildStatus child(String name) {
        return state().children().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Kills a process (kill -9); it has been started again when this returns. */
    void kill(String name) {
        ChildStatus before = child(name);
        ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
        Await.until(
                name + " runs again",
                () -> child(name).restarts() > before.restarts()
                        && child(name).phase().equals("ready"));
    }

    /** Waits until what stands at a path of the workspace is so. */
    JsonNode await(String path, String what, Duration limit, Predicate<JsonNode> condition) {
        JsonNode[] last = new JsonNode[1];
        Await.until(what, limit, () -> {
            try {
                last[0] = session.read(path);
                return condition.test(last[0]);
            } catch (IOException e) {
                // The control plane is away for a moment.
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        });
        return last[0];
    }

    /** Ctrl-C. */
    @Override
    public void close() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::words).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
