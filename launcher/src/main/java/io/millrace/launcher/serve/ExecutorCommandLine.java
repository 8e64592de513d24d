package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import java.nio.file.Path;
import java.util.List;

/** How an executor is started, here or by {@code ./millrace executor} on another machine. */
public final class ExecutorCommandLine {

    private ExecutorCommandLine() {}

    /**
     * The program and its arguments.
     *
     * @param controlPlane host:port
     * @param files the folder that pipelines read and write
     */
    public static List<String> of(
            Installation installation, String controlPlane, String token, Path files, int workers) {
        return List.of(
                installation.java().toString(),
                "@" + installation.executorArguments(),
                "executor",
                "--control-plane",
                controlPlane,
                "--token",
                token,
                "--files-root",
                files.toString(),
                "--workers",
                Integer.toString(workers));
    }
}
