package io.millrace.testkit.process;

import io.millrace.coordinator.Clock;
import io.millrace.coordinator.Coordinator;
import io.millrace.coordinator.CoordinatorSettings;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.control.AttachedExecutor;
import io.millrace.protocol.rpc.control.ExecutorGateway;
import io.millrace.protocol.rpc.control.ExecutorListener;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.ListenAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A coordinator behind a gateway, on a thread of its own that all it hears is handed to. */
final class HostedCoordinator implements ExecutorListener, AutoCloseable {

    private static final long TICK_MS = 200;

    /** Something a test waits for; looked at on the coordinator's thread whenever anything happened. */
    private record Awaited(BooleanSupplier holds, CompletableFuture<Boolean> reached) {}

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("test-coordinator").factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final Map<String, AttachedExecutor> attached = new TreeMap<>();
    private final Set<ExecutorId> left = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Awaited> awaited = new ArrayList<>();
    private final Coordinator coordinator;
    private final ExecutorGateway gateway;

    HostedCoordinator(ListenAddress address, ClusterId cluster, JoinTokens tokens, KeptJobLog log) throws IOException {
        gateway = new ExecutorGateway(address, tokens, Versions.ours(), this::after, this);
        long epoch = log.takeOver();
        coordinator = new Coordinator(
                epoch,
                CoordinatorSettings.standard(),
                new SystemClock(),
                (to, command) -> gateway.send(cluster, to, command),
                log.ownedBy(epoch),
                log.checkpointsOwnedBy(epoch));
        var unused = thread.scheduleWithFixedDelay(() -> happens(coordinator::tick), 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void after(Duration delay, Runnable what) {
        var unused = thread.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    int port() {
        return gateway.port();
    }

    /** The coordinator. Only on its thread. */
    Coordinator coordinator() {
        return coordinator;
    }

    /** The executors that are attached now, by id. Only on the coordinator's thread. */
    Map<String, AttachedExecutor> attached() {
        return attached;
    }

    /** Whether an executor has said that it leaves. Only on the coordinator's thread. */
    boolean hasLeft(ExecutorId executor) {
        return left.contains(executor);
    }

    /** What there was to say about connections. Only on the coordinator's thread. */
    List<String> notes() {
        return notes;
    }

    /** Does something with the coordinator. */
    <T> T ask(Function<Coordinator, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                answer.complete(question.apply(coordinator));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
            look();
        });
        return get(answer, 10, "an answer of the coordinator");
    }

    /** Waits until this holds; it is asked on the coordinator's thread. */
    void await(BooleanSupplier holds, long seconds, String what) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        happens(() -> awaited.add(new Awaited(holds, reached)));
        get(reached, seconds, what);
    }

    private static <T> T get(CompletableFuture<T> future, long seconds, String what) {
        try {
            return future.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Waited " + seconds + " s in vain for " + what, e);
        } catch (ExecutionException e) {
            throw new AssertionError("Waiting for " + what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + what, e);
        }
    }

    private void happens(Runnable event) {
        thread.execute(() -> {
            event.run();
            look();
        });
    }

    private void look() {
        awaited.removeIf(one -> one.holds().getAsBoolean() && one.reached().complete(true));
    }

    @Override
    public void reported(AttachedExecutor executor, SavepointReport report) {
        // Nobody here orders anything about savepoints.
    }

    @Override
    public void answered(AttachedExecutor executor, StateAnswer answer) {
        // Nobody asks here.
    }

    @Override
    public void answered(AttachedExecutor executor, StandingAnswer answer) {
        // Nobody asks here.
    }

    @Override
    public void attached(AttachedExecutor executor) {
        happens(() -> attached.put(executor.handshake().executor().value(), executor));
    }

    @Override
    public void heard(AttachedExecutor executor, Heartbeat heartbeat) {
        happens(() -> coordinator.heard(heartbeat));
    }

    @Override
    public void tapped(AttachedExecutor executor, TapRows rows) {}

    @Override
    public void left(AttachedExecutor executor) {
        happens(() -> {
            attached.remove(executor.handshake().executor().value());
            left.add(executor.handshake().executor());
            coordinator.gone(executor.handshake().executor());
        });
    }

    @Override
    public void detached(AttachedExecutor executor, String reason) {
        happens(() -> attached.remove(executor.handshake().executor().value()));
    }

    @Override
    public void noted(String remote, String reason) {
        happens(() -> notes.add(reason));
    }

    @Override
    public void close() {
        gateway.close();
        thread.shutdownNow();
    }

    private static final class SystemClock implements Clock {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long wallMicros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
    }
}
