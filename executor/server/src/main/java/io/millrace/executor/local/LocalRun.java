package io.millrace.executor.local;

import io.millrace.columns.KeyGroups;
import io.millrace.engine.job.JobOutcome;
import io.millrace.engine.job.JobResources;
import io.millrace.engine.job.LocalJob;
import io.millrace.engine.job.NodeReport;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.spi.io.FileStore;
import io.millrace.state.HeapStateBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a plan on the threads of a host. */
public final class LocalRun {

    private final LocalJob job;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param files the files root that sources and sinks see
     * @throws io.millrace.spi.error.RunException if a connector refuses its config
     */
    public LocalRun(OperatorPlan plan, EngineHost host, Installation installation, FileStore files) {
        job = new LocalJob(
                plan,
                new JobResources(
                        installation.connectors(),
                        installation.formatRegistry(),
                        files,
                        (operator, task, parallelism) ->
                                new HeapStateBackend().access(operator, KeyGroups.range(task, parallelism)),
                        host.workers(),
                        host.threads(),
                        host.clock(),
                        host.blockingWork()),
                UUID.randomUUID().toString());
    }

    /** Begins. */
    public void start() {
        job.ended().whenDone(ended::countDown);
        job.start();
    }

    /** Sources stop reading; what was read becomes visible. */
    public void stop() {
        job.stop();
    }

    /** Ends at once: what is not visible yet is taken back. */
    public void cancel() {
        job.cancel();
    }

    /** Waits until the run has ended, at most this long. */
    public Optional<JobOutcome> await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) ? job.outcome() : Optional.empty();
    }

    /** What each node has done so far, in plan order. */
    public Map<String, NodeReport> nodes() {
        return job.nodes();
    }

    /** Buffers still held by someone; zero after a clean end. */
    public int outstandingBuffers() {
        return job.outstandingBuffers();
    }
}
