package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import io.millrace.launcher.data.Secrets;
import java.util.ArrayList;
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

    /** The program and its arguments. */
    static List<String> of(
            String name, Installation installation, ServeOptions options, int grpcPort, Secrets secrets) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                SCRIPT,
                "executor",
                secrets.file(Secrets.JOIN_TOKEN).toString(),
                installation.java().toString(),
                // It leaves large arrays, which state is, where they are (docs/adr/0020).
                "-XX:+UseG1GC",
                "-XX:MaxRAMPercentage=" + HEAP_PERCENT / (double) options.executors(),
                "@" + installation.engineArguments(),
                "io.millrace.executor.cli.Main",
                "executor",
                "--control-plane",
                options.grpcHost() + ":" + grpcPort));
        if (!options.grpcHost().equals(ServeOptions.THIS_MACHINE)) {
            // Those on other machines have to reach these as well, with a certificate.
            command.addAll(List.of(
                    "--exchange-host",
                    options.grpcHost(),
                    "--data",
                    options.data().secrets().toString()));
        }
        command.addAll(List.of(
                "--files-root",
                options.data().files().toString(),
                "--checkpoints",
                options.checkpoints()
                        .orElseGet(() -> options.data().checkpoints().toUri().toString()),
                "--state-folder",
                options.data().coldState().toString(),
                "--workers",
                Integer.toString(options.workers()),
                "--ready-file",
                options.data().readyFile(name).toString()));
        options.stateMemory().ifPresent(size -> command.addAll(List.of("--state-memory", size)));
        return command;
    }
}
