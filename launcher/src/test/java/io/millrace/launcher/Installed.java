package io.millrace.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What a user has who has built everything: {@code ./millrace up} on a data directory, and somebody logged in. As {@code bench
 * chaos} has it, with the clock and the home of a test.
 */
final class Installed implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final io.millrace.launcher.chaos.Installed installed;

    private Installed(io.millrace.launcher.chaos.Installed installed) {
        this.installed = installed;
    }

    /** Runs {@code ./millrace up} with these arguments on {@code folder/data}. */
    static Installed up(Path folder, String... arguments) throws IOException, InterruptedException {
        return up(new DataDirectory(folder.resolve("data")), folder, arguments);
    }

    /** Runs {@code ./millrace up} with these arguments; what it prints goes into the folder. */
    static Installed up(DataDirectory data, Path folder, String... arguments) throws IOException, InterruptedException {
        return new Installed(io.millrace.launcher.chaos.Installed.up(world(), data, folder, List.of(arguments)));
    }

    /** Runs a command to its end, in a folder; what it printed. */
    static String run(Path folder, Duration limit, String... arguments) throws IOException, InterruptedException {
        return io.millrace.launcher.chaos.Installed.run(world(), folder, limit, List.of(arguments));
    }

    /** Starts a command, which goes on when this returns. The caller ends it. */
    static Process launch(Path output, Path folder, List<String> arguments) throws IOException {
        return io.millrace.launcher.chaos.Installed.launch(world(), output, folder, arguments);
    }

    String words() throws IOException {
        return installed.words();
    }

    Session session() {
        return installed.session();
    }

    /** Where pipelines read and write. */
    Path files() {
        return installed.files();
    }

    /** What a process has logged. */
    String log(String name) throws IOException {
        return installed.log(name);
    }

    /** Kills a process (kill -9); it has been started again when this returns. */
    void kill(String name) throws IOException, InterruptedException {
        installed.kill(name);
    }

    /** Waits until what stands at a path of the workspace is so. */
    JsonNode await(String path, String what, Duration limit, Predicate<JsonNode> condition)
            throws IOException, InterruptedException {
        return installed.await(path, what, limit, condition);
    }

    @Override
    public void close() throws IOException {
        installed.close();
    }

    private static World world() {
        return new World(
                new Installation(HOME, "test", "unknown", "unknown", "18.0.0"),
                Clock.systemUTC(),
                Instant.now(),
                new Random(),
                new Random(),
                Thread.ofPlatform().daemon().factory(),
                Thread::sleep,
                System.out,
                System.err,
                false);
    }
}
