package io.millrace.executor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line in a process of its own, as the launcher starts it. Ends with the test, however that goes. */
final class CliProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;
    private final StringBuilder shown = new StringBuilder();

    private CliProcess(Process process) {
        this.process = process;
        out = process.inputReader();
        err = process.errorReader();
    }

    /**
     * Starts it.
     *
     * @param options for Java
     */
    static CliProcess start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss4m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new CliProcess(new ProcessBuilder(command).start());
    }

    /** Waits for a line on standard output. */
    String awaitRow() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError(
                    "It has ended without a row: " + err.lines().collect(Collectors.joining("\n")));
        }
        return line;
    }

    /** Waits for a line on standard error that holds this. */
    void awaitMessage(String part) throws IOException {
        String line;
        do {
            line = err.readLine();
            if (line == null) {
                throw new AssertionError("It never said '" + part + "' but: " + shown);
            }
            shown.append(line).append('\n');
        } while (!line.contains(part));
    }

    /** Sends {@code INT} or another signal. */
    void send(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + signal + " answers " + code);
        }
    }

    /** Waits for its end, reading what it still prints. */
    Cli end() throws InterruptedException {
        String printed = out.lines().collect(Collectors.joining("\n"));
        err.lines().forEach(line -> shown.append(line).append('\n'));
        return new Cli(process.waitFor(), printed, shown.toString());
    }

    /** Waits for its end without reading what it prints. */
    int endUnread() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
