package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are called. They refuse to run as root; root calls them in a user namespace without a mapping,
 * where they see themselves as nobody while the system goes on to let them at files of root. So root's data stays root's.
 */
public final class Programs {

    private static final long LIMIT_S = 120;

    private final Binaries binaries;
    private final List<String> prefix;

    private Programs(Binaries binaries, List<String> prefix) {
        this.binaries = binaries;
        this.prefix = prefix;
    }

    /** @throws Refusal as root where the system has no user namespaces */
    public static Programs of(Binaries binaries) throws IOException, InterruptedException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return new Programs(binaries, List.of());
        }
        List<String> prefix = List.of("unshare", "--user");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        Result result = run(trial, "");
        if (result.exitCode != 0) {
            throw new Refusal(
                    "PostgreSQL does not run as root, and this system allows no user namespace to run it in ("
                            + result.output.strip() + ").",
                    "Start Millrace as an ordinary user, or allow user namespaces (sysctl user.max_user_namespaces).");
        }
        return new Programs(binaries, prefix);
    }

    /** The command line of a program. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException with what it printed, when it failed
     */
    String run(String program, List<String> arguments, String input) throws IOException, InterruptedException {
        Result result = run(command(program, arguments), input);
        if (result.exitCode != 0) {
            throw new IOException(program + " ended with exit code " + result.exitCode + ": " + result.output.strip());
        }
        return result.output;
    }

    private record Result(int exitCode, String output) {}

    private static Result run(List<String> command, String input) throws IOException, InterruptedException {
        Path output = Files.createTempFile("millrace-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var out = process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading; its exit code and its words say more than a broken pipe.
            }
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + LIMIT_S + " s");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
