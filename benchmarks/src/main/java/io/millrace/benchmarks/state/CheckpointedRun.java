package io.millrace.benchmarks.state;

import io.millrace.columns.Batch;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.FrozenState;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorState;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Updates in the calling thread, as a task makes them, while what is frozen is written in another. */
final class CheckpointedRun {

    /** A checkpoint: its files' bytes, and the time from freezing to the end of writing. */
    record Taken(OperatorSnapshot snapshot, long bytes, long nanos) {}

    /**
     * What a run came to.
     *
     * @param rate updates per second
     * @param cpuNanos of the updating thread, per update
     * @param longestNanos the longest time from the end of one batch to the end of the next, freezing included
     * @param freezeNanos the longest time that freezing alone took
     * @param mostBytes of a checkpoint that ended within the run
     * @param writeNanos the longest that such a one took
     */
    record Result(double rate, double cpuNanos, long longestNanos, long freezeNanos, long mostBytes, long writeNanos) {}

    private final KeyedUpdates updates;
    private final OperatorState state;
    private final CheckpointStorage storage;
    private final ExecutorService writer;
    private final int keys;

    private long number;
    private long first;
    private @Nullable FrozenState frozen;
    private @Nullable Future<Taken> writing;

    CheckpointedRun(
            KeyedUpdates updates, OperatorState state, CheckpointStorage storage, ExecutorService writer, int keys) {
        this.updates = updates;
        this.state = state;
        this.storage = storage;
        this.writer = writer;
        this.keys = keys;
    }

    /** Takes one and waits for it. */
    Taken checkpoint() throws Exception {
        begin();
        return settle();
    }

    /**
     * Updates for this long.
     *
     * @param interval from one checkpoint to the next, nanoseconds
     * @param touched how many keys are updated within an interval; others in the next one
     * @param checkpoints whether there are any; without, keys change all the same, so that both find as much in caches
     */
    Result run(long nanos, long interval, int touched, boolean checkpoints) throws Exception {
        long begun = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long rows = 0;
        long longest = 0;
        long freeze = 0;
        long bytes = 0;
        long write = 0;
        long due = interval;
        for (long now = begun; now - begun < nanos; ) {
            if (writing != null && writing.isDone()) {
                Taken taken = settle();
                bytes = Math.max(bytes, taken.bytes);
                write = Math.max(write, taken.nanos);
            }
            if (now - begun >= due && writing == null) {
                if (checkpoints) {
                    long before = System.nanoTime();
                    begin();
                    freeze = Math.max(freeze, System.nanoTime() - before);
                }
                due += interval;
                first = (first + touched) & keys - 1;
            }
            updates.update(first, touched);
            rows += Batch.MAX_ROWS;
            long after = System.nanoTime();
            longest = Math.max(longest, after - now);
            now = after;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        if (writing != null) {
            Taken taken = settle();
            bytes = Math.max(bytes, taken.bytes);
            write = Math.max(write, taken.nanos);
        }
        return new Result(rows / seconds, spent / rows, longest, freeze, bytes, write);
    }

    private void begin() {
        String path = "run/" + ++number;
        long before = System.nanoTime();
        FrozenState now = state.freeze();
        frozen = now;
        writing = writer.submit(() -> {
            try (CheckpointStorage.Upload file = storage.begin(path)) {
                OperatorSnapshot snapshot = now.write(file, path);
                file.finish();
                return new Taken(snapshot, file.sizeBytes(), System.nanoTime() - before);
            }
        });
    }

    private Taken settle() throws Exception {
        if (writing == null || frozen == null) {
            throw new IllegalStateException("No checkpoint is open");
        }
        Taken taken = writing.get();
        frozen.settle(true);
        writing = null;
        frozen = null;
        return taken;
    }
}
