package io.millrace.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Prints its arguments, says that it is ready, and stays. Or is broken, when a file says so. */
public final class StandInExecutor {

    private StandInExecutor() {}

    /** Stays until it is ended. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(System.getenv("MILLRACE_JOIN_TOKEN") + " " + Arrays.toString(arguments));
        if (Files.exists(Path.of(after("--files-root", arguments), "broken-executor"))) {
            System.out.println("I am broken as well");
            System.exit(4);
        }
        String readyFile = after("--ready-file", arguments);
        Files.writeString(
                Path.of(readyFile), Long.toString(ProcessHandle.current().pid()));
        new CountDownLatch(1).await();
    }

    private static String after(String option, String[] arguments) {
        return arguments[List.of(arguments).indexOf(option) + 1];
    }
}
