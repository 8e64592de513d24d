package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import java.nio.file.Path;
import java.util.List;

/** How the executors of an installation are started. */
final class ExecutorCommandLine {

    /** All executors together may have half of the machine's memory as heap; the rest is for files and PostgreSQL. */
    private static final int HEAP_PERCENT = 50;

    /**
     * Reads the join token when it starts, as the control plane makes it at its first start; and hands it on where other users
     * of the machine do not see it, as they would on a command line.
     */
    private static final String SCRIPT = """
            MILLRACE_JOIN_TOKEN=$(cat "$1") || exit 1
            export MILLRACE_JOIN_TOKEN
            shift
            exec "$@"
            """;

    private ExecutorCommandLine() {}

    /**
     * The program and its arguments.
     *
     * @param controlPlane host:port
     * @param token the file it is in
     * @param checkpoints the folder where checkpoints are kept
     * @param executors how many share the machine
     */
    static List<String> of(
            Installation installation,
            String controlPlane,
            Path token,
            Path files,
            Path checkpoints,
            int workers,
            int executors) {
        return List.of(
                "sh",
                "-c",
                SCRIPT,
                "executor",
                token.toString(),
                installation.java().toString(),
                // Workers never wait, so collection stops them and works in parallel.
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=" + HEAP_PERCENT / (double) executors,
                "@" + installation.engineArguments(),
                "io.millrace.executor.cli.Main",
                "executor",
                "--control-plane",
                controlPlane,
                "--files-root",
                files.toString(),
                "--checkpoints",
                checkpoints.toUri().toString(),
                "--workers",
                Integer.toString(workers));
    }
}
