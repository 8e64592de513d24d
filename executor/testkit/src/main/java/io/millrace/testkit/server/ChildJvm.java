package io.millrace.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own that reads lines from standard input and answers each with a line on standard
 * output. It must end when its input ends; so it ends with this JVM, however that goes. What it writes to standard error
 * goes to a log file. Calls from several threads wait for each other.
 */
public final class ChildJvm {

    /** How much of the log an error message quotes. */
    private static final int QUOTED_LOG_LINES = 20;

    private final String name;
    private final Path log;
    private final Process process;
    private final Writer requests;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    private ChildJvm(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.requests = process.outputWriter(UTF_8);
        Thread.ofPlatform().daemon().name(name + " answers").start(this::readAnswers);
    }

    /**
     * Starts the program. It may still be starting when this returns.
     *
     * @param options what stands between {@code java} and the main class
     * @param log created or overwritten, with its directories
     */
    public static ChildJvm start(String name, List<String> options, String mainClass, Path log) {
        return start(name, options, mainClass, List.of(), log);
    }

    /** The same with arguments for the program. */
    public static ChildJvm start(
            String name, List<String> options, String mainClass, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(mainClass);
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new ChildJvm(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /**
     * The next line the program writes.
     *
     * @throws IllegalStateException with the end of the log, when the program has ended or the time is over
     */
    public synchronized String nextLine(Duration patience) {
        try {
            Optional<String> line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                // It may answer yet, and then to the wrong question.
                process.destroyForcibly();
                throw failure("has not answered within " + patience.toSeconds() + " s");
            }
            return line.orElseThrow(() -> failure("has ended"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
    }

    /** Sends a line and waits for the answer; fails like {@link #nextLine}. */
    public synchronized String ask(String line, Duration patience) {
        try {
            requests.write(line + "\n");
            requests.flush();
        } catch (IOException e) {
            throw failure("takes no more requests (" + e.getMessage() + ")");
        }
        return nextLine(patience);
    }

    /** Ends the program's input and waits until it is gone. */
    public void stop(Duration patience) {
        try {
            requests.close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failure("has not ended within " + patience.toSeconds() + " s of the end of its input");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** What it has written to its log so far. */
    public String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log of " + name, e);
        }
    }

    /** Waits until it has ended by itself; then its exit code. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failure("has not ended within " + patience.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
    }

    /** Kills it (kill -9) and waits until it is gone. */
    public void kill(Duration patience) {
        process.destroyForcibly();
        awaitExit(patience);
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    private void readAnswers() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The pipe breaks when the process dies: an end like any other.
        } finally {
            answers.add(Optional.empty());
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                name + " " + what + ". The end of " + log.toAbsolutePath() + ":\n" + endOfLog());
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log, UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }
}
