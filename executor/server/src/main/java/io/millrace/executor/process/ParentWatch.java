package io.millrace.executor.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Notices that the process which started this one is gone, however it went. */
public final class ParentWatch {

    private ParentWatch() {}

    /** Tells when the process with this id has ended; at once if there is none. */
    public static void process(long pid, Consumer<String> gone) {
        Optional<ProcessHandle> parent = ProcessHandle.of(pid);
        String reason = "The parent process " + pid + " has ended";
        if (parent.isEmpty()) {
            gone.accept(reason);
        } else {
            var unused = parent.get().onExit().thenRun(() -> gone.accept(reason));
        }
    }

    /** Tells when this stream ends: the system closes a pipe whose other end has died. What comes through is not looked at. */
    public static void input(InputStream in, Consumer<String> gone) {
        Thread.ofPlatform().daemon().name("millrace-input").start(() -> {
            try {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // A broken pipe is one that has ended.
            }
            gone.accept("Standard input has ended");
        });
    }
}
