package io.millrace.engine.job;

import io.millrace.engine.checkpoint.SourceSnapshot;
import io.millrace.engine.operators.source.SplitAssigner;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.spi.Pending;
import io.millrace.spi.operator.Command;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.Split;
import io.millrace.spi.source.SplitEnumerator;
import io.millrace.spi.source.SplitEnumerator.Discovery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a source has once, on the host of the attempt: looks for splits and deals them out, to tasks here and elsewhere.
 * Deals until it is forgotten with its attempt: that no task here reads any more says nothing about the others. Called in
 * the mailbox.
 */
final class HostedSource {

    /** Sends a command to a task of the source, wherever it is. */
    @FunctionalInterface
    interface Tasks {
        void send(int task, Command command);
    }

    /** What the enumerator found, and what it has to remember of it. */
    private record Looked(Discovery discovery, byte[] remembered) {}

    private final Source source;
    private final SplitAssigner assigner;
    private final JobResources resources;
    private final Executor mailbox;
    private final Tasks tasks;
    private final Consumer<RunError> broke;
    private final Optional<SourceSnapshot> restored;

    /** Made and used on I/O threads, one at a time. */
    private volatile @Nullable SplitEnumerator enumerator;

    /** What the enumerator had to remember when it gave what the assigner has; none before that. */
    private Optional<byte[]> remembered;

    private boolean looking;
    private boolean looksNoMore;

    /**
     * @param restored what it goes on from, with all splits that tasks were reading unassigned
     */
    HostedSource(
            Source source,
            int parallelism,
            JobResources resources,
            Executor mailbox,
            Tasks tasks,
            Consumer<RunError> broke,
            Optional<SourceSnapshot> restored) {
        this.source = source;
        this.resources = resources;
        this.mailbox = mailbox;
        this.tasks = tasks;
        this.broke = broke;
        this.restored = restored;
        remembered = restored.flatMap(SourceSnapshot::enumerator);
        assigner = new SplitAssigner(source.assignment(), parallelism, source.isBounded());
    }

    /** Tasks run: deals out what is there and looks for more. */
    void start() {
        restored.ifPresent(earlier -> send(assigner.restore(earlier.assigner())));
        if (restored.isPresent() && restored.get().assigner().allFound()) {
            looksNoMore = true;
        } else {
            look();
        }
    }

    /** A task has nothing to read. */
    void wanted(int task) {
        send(assigner.wanted(task));
    }

    /** What is known now; with the splits that tasks read it is all there is to know. */
    SourceSnapshot snapshot(int operator) {
        return new SourceSnapshot(operator, remembered, assigner.known());
    }

    /** What is known of splits that nobody reads. */
    SourceStanding standing(int operator) {
        SplitAssigner.Known known = assigner.known();
        return new SourceStanding(
                operator,
                !known.lookedOnce(),
                known.unassigned().size(),
                known.unassigned().stream()
                        .map(Split::id)
                        .limit(SourceStanding.MOST_NAMED)
                        .toList());
    }

    /** Looks for splits, and again when the source wants to. */
    private void look() {
        if (looksNoMore) {
            return;
        }
        looking = true;
        Pending<Looked> discovering = resources.blockingWork().submit(this::discover);
        discovering.whenDone(() -> mailbox.execute(() -> looked(discovering)));
    }

    private Looked discover() throws Exception {
        SplitEnumerator current = enumerator;
        if (current == null) {
            current = source.enumerator();
            // What it had to remember before this attempt; nobody changes it meanwhile.
            Optional<byte[]> earlier = restored.flatMap(SourceSnapshot::enumerator);
            if (earlier.isPresent()) {
                current.restore(earlier.get());
            }
            enumerator = current;
        }
        Discovery discovery = current.discover();
        return new Looked(discovery, current.snapshot());
    }

    private void looked(Pending<Looked> discovering) {
        looking = false;
        if (looksNoMore) {
            close();
            return;
        }
        try {
            Looked looked = discovering.get();
            Discovery discovery = looked.discovery();
            remembered = Optional.of(looked.remembered());
            send(assigner.found(discovery.splits(), discovery.again().isEmpty()));
            discovery
                    .again()
                    .ifPresentOrElse(
                            pause -> resources
                                    .clock()
                                    .at(resources.clock().nanoTime() + pause.toNanos())
                                    .whenDone(() -> mailbox.execute(this::look)),
                            this::end);
        } catch (Exception e) {
            broke.accept(RunErrors.from(e));
        }
    }

    /** Looks for no more splits; those that are there are dealt out still. */
    void end() {
        if (!looksNoMore) {
            looksNoMore = true;
            if (!looking) {
                close();
            }
        }
    }

    private void close() {
        SplitEnumerator used = enumerator;
        if (used != null) {
            enumerator = null;
            // All splits are found, or nobody wants them: a failure here says nothing to anyone.
            resources.blockingWork().submit(() -> {
                used.close();
                return true;
            });
        }
    }

    private void send(List<SplitAssigner.Message> messages) {
        messages.forEach(message -> tasks.send(message.task(), message.command()));
    }
}
