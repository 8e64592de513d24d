package io.millrace.benchmarks.state;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.columns.Batch;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Updates in the calling thread, as a task makes them, while what is frozen is written in another. */
final class CheckpointedRun {

    /** A checkpoint: its files' bytes, and the time from freezing to the end of writing. */
    record Taken(OperatorSnapshot snapshot, long bytes, long nanos) {}

    /**
     * What an interval came to.
     *
     * @param rate updates per second
     * @param cpuNanos of the whole process, per update: writing and collecting included
     * @param longestNanos the longest time from the end of one batch to the end of the next, freezing included
     * @param longestCpuNanos the most that the thread worked from the end of one batch to the end of the next
     * @param freezeNanos the time that freezing alone took
     * @param taken the checkpoint, if there was one
     */
    record Result(
            double rate,
            double cpuNanos,
            long longestNanos,
            long longestCpuNanos,
            long freezeNanos,
            @Nullable Taken taken) {}

    private final KeyedUpdates updates;
    private final OperatorState state;
    private final CheckpointStorage storage;
    private final ExecutorService writer;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private long number;

    CheckpointedRun(KeyedUpdates updates, OperatorState state, CheckpointStorage storage, ExecutorService writer) {
        this.updates = updates;
        this.state = state;
        this.storage = storage;
        this.writer = writer;
    }

    /** Takes one and waits for it. */
    Taken checkpoint() throws Exception {
        FrozenState frozen = state.freeze();
        Taken taken = begin(frozen).get();
        frozen.settle(true);
        return taken;
    }

    /** Updates some keys, each at least once with a probability close to 1. */
    void touch(long first, int touched) {
        for (long rows = 0; rows < 8L * touched; rows += Batch.MAX_ROWS) {
            updates.update(first, touched);
        }
    }

    /**
     * Updates for this long, or until the checkpoint that begins with it ends.
     *
     * @param first and {@code touched}: which keys, as {@link KeyedUpdates#update}
     */
    Result run(long nanos, long first, int touched, boolean checkpoint) throws Exception {
        long begun = System.nanoTime();
        long begunCpu = processCpuNanos();
        FrozenState frozen = checkpoint ? state.freeze() : null;
        Future<Taken> writing = frozen == null ? null : begin(frozen);
        long freeze = System.nanoTime() - begun;
        Taken taken = null;
        long rows = 0;
        long longest = 0;
        long longestCpu = 0;
        long now = begun;
        long cpu = threads.getCurrentThreadCpuTime();
        while (now - begun < nanos || frozen != null) {
            if (frozen != null && writing != null && writing.isDone()) {
                taken = writing.get();
                frozen.settle(true);
                frozen = null;
            }
            updates.update(first, touched);
            rows += Batch.MAX_ROWS;
            long after = System.nanoTime();
            long afterCpu = threads.getCurrentThreadCpuTime();
            longest = Math.max(longest, after - now);
            longestCpu = Math.max(longestCpu, afterCpu - cpu);
            now = after;
            cpu = afterCpu;
        }
        return new Result(
                rows / ((now - begun) / 1e9),
                (processCpuNanos() - begunCpu) / (double) rows,
                longest,
                longestCpu,
                checkpoint ? freeze : 0,
                taken);
    }

    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private Future<Taken> begin(FrozenState frozen) {
        String path = "run/" + ++number;
        long before = System.nanoTime();
        return writer.submit(() -> {
            try (CheckpointStorage.Upload file = storage.begin(path)) {
                OperatorSnapshot snapshot = frozen.write(file, path);
                file.finish();
                return new Taken(snapshot, file.sizeBytes(), System.nanoTime() - before);
            }
        });
    }
}
