package io.millrace.engine.inspect;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.StateQuery;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.Pending;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.KeyReader;
import io.millrace.spi.error.RunException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers questions about checkpoints beside what runs: one at a time, on a thread of their own, within {@link #LIMIT_NANOS}
 * from when each came, and not at all once nobody waits for it. Any thread; never waits.
 */
public final class StateQueries {

    /** Longer than this nobody looks at a page that does not change. */
    static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** More than a few people do not ask at once; each has to wait for those before. */
    private static final int MOST_WAITING = 8;

    private final Optional<CheckpointStorage> storage;
    private final KeyReader reader;
    private final BlockingWork thread;
    private final Clock clock;
    private final Consumer<StateAnswer> answers;
    private final Map<Long, ReadLimit> open = new ConcurrentHashMap<>();

    /**
     * @param storage where checkpoints are, if anywhere
     * @param thread one, and nobody else's
     * @param answers hears each answer, on that thread or the caller's
     */
    public StateQueries(
            Optional<CheckpointStorage> storage,
            KeyReader reader,
            BlockingWork thread,
            Clock clock,
            Consumer<StateAnswer> answers) {
        this.storage = storage;
        this.reader = reader;
        this.thread = thread;
        this.clock = clock;
        this.answers = answers;
    }

    /** Somebody asks. */
    public void ask(StateQuery query) {
        if (storage.isEmpty()) {
            answers.accept(StateAnswer.failed(query.id(), StateErrors.NO_STORAGE));
            return;
        }
        if (open.size() >= MOST_WAITING) {
            answers.accept(StateAnswer.failed(query.id(), StateErrors.BUSY));
            return;
        }
        ReadLimit limit = new ReadLimit(storage.get(), clock, clock.nanoTime() + LIMIT_NANOS);
        open.put(query.id(), limit);
        Pending<StateAnswer> pending = thread.submit(() -> answer(query, limit));
        pending.whenDone(() -> {
            open.remove(query.id());
            if (!limit.isCancelled()) {
                answers.accept(outcome(query.id(), pending));
            }
        });
    }

    /** Nobody waits for it any more. */
    public void cancel(long query) {
        ReadLimit limit = open.get(query);
        if (limit != null) {
            limit.cancel();
        }
    }

    private StateAnswer answer(StateQuery query, ReadLimit limit) {
        limit.check();
        return StateAnswer.of(query.id(), new StateReader(limit, reader).read(query));
    }

    private static StateAnswer outcome(long id, Pending<StateAnswer> pending) {
        try {
            return pending.get();
        } catch (RunException e) {
            return StateAnswer.failed(id, e.error());
        } catch (Exception e) {
            return StateAnswer.failed(id, RunError.internal("state.unreadable", "State cannot be read: " + e));
        }
    }

    /** Those that are not answered yet; for tests. */
    List<Long> waiting() {
        return open.keySet().stream().sorted().toList();
    }
}
