package io.millrace.benchmarks.local;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a run cost.
 *
 * @param wallNanos from start to the last commit
 * @param cpuNanos of the whole process, collector and compiler included
 * @param workerBytes allocated by the worker threads
 * @param gcMillis in which the collector worked
 */
record Measurement(long wallNanos, long cpuNanos, long workerBytes, long gcMillis) {

    /** Reads the counters; the difference of two readings is a measurement. */
    static Measurement now(List<Thread> workers) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = 0;
        for (Thread worker : workers) {
            bytes += threads.getThreadAllocatedBytes(worker.threadId());
        }
        long gc = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            gc += collector.getCollectionTime();
        }
        return new Measurement(System.nanoTime(), system.getProcessCpuTime(), bytes, gc);
    }

    Measurement since(Measurement before) {
        return new Measurement(
                wallNanos - before.wallNanos,
                cpuNanos - before.cpuNanos,
                workerBytes - before.workerBytes,
                gcMillis - before.gcMillis);
    }
}
