package io.millrace.launcher.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Starts processes that never outlive this one, kill -9 included.
 *
 * <p>Each gets a pipe as standard input that nobody writes to, and beside it a watching shell that reads the pipe: when it
 * ends, because {@link Running#askToStop} closed it or because this process is gone, the shell sends the child's stop
 * signal and, after its grace, KILL. So a clean stop and the death of the supervisor take one path, which the tests take
 * each day. Each child leads a session of its own: Ctrl-C at the terminal reaches the supervisor alone, which then stops in order.
 *
 * <p>What a child prints goes to its {@link RotatingLog}.
 */
public final class Keeper implements Launch {

    /**
     * The program runs in the process that was started, so its id is the child's. The watching shell is its child; it
     * signals only while that is still so, as process ids are used again.
     */
    private static final String SCRIPT = """
            signal=$1 grace=$2 kept=$$
            shift 2
            exec 3<&0
            (
              exec </dev/null >/dev/null 2>&1
              while read -r _ <&3; do :; done
              still() { read -r _ _ _ parent _ </proc/self/stat && [ "$parent" = "$kept" ]; }
              still && kill -s "$signal" "$kept"
              tenths=$((grace * 10))
              while [ "$tenths" -gt 0 ] && still; do sleep 0.1; tenths=$((tenths - 1)); done
              still && kill -s KILL "$kept"
            ) &
            exec "$@" 3<&-
            """;

    private final Path logs;
    private final ThreadFactory threads;

    /**
     * @param logs where {@code NAME.log} of each child is written
     * @param threads carries what children print to their logs
     */
    public Keeper(Path logs, ThreadFactory threads) {
        this.logs = logs;
        this.threads = threads;
    }

    @Override
    public Running start(ChildSpec child, Runnable ended) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "keeper"));
        command.add(child.stop().signal());
        command.add(Long.toString(child.stop().grace().toSeconds()));
        command.addAll(child.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(child.folder().toFile()).redirectErrorStream(true);
        builder.environment().putAll(child.environment());
        RotatingLog log = new RotatingLog(logs, child.name());
        Process process = builder.start();
        threads.newThread(() -> carry(process.getInputStream(), log)).start();
        var unused = process.onExit().thenRun(ended);
        return new KeptProcess(process);
    }

    private static void carry(InputStream from, RotatingLog to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                to.write(bytes, n);
            }
        } catch (IOException e) {
            to.write(("The launcher lost this log: " + e + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private record KeptProcess(Process process) implements Running {

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public void askToStop() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close the pipe of process " + process.pid(), e);
            }
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }
    }
}
