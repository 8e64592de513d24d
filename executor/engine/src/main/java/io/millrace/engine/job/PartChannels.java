package io.millrace.engine.job;

import io.millrace.columns.BatchPool;
import io.millrace.columns.BlockEncoder;
import io.millrace.engine.exchange.Channel;
import io.millrace.engine.exchange.ChannelReader;
import io.millrace.engine.exchange.ChannelWriter;
import io.millrace.engine.exchange.LocalChannel;
import io.millrace.engine.exchange.RemoteChannels;
import io.millrace.engine.exchange.RemoteReader;
import io.millrace.engine.exchange.RemoteWriter;
import io.millrace.engine.exchange.RingChannel;
import io.millrace.engine.task.TaskPools;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.PlanEdge;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The channels that begin or end in this executor's tasks: rings inside, remote ones to and from the others. Channels are
 * numbered by the plan (edges in its order, then writers, then readers), so all executors give them the same numbers.
 */
final class PartChannels {

    /** What all channels of an edge may have under way together. At four tasks each it is a mebibyte a channel. */
    private static final long EDGE_BYTES = 32 << 20;

    /** Two or three blocks of wide rows: enough to keep a reader busy while credit is on its way. */
    private static final long LARGEST_WINDOW = 1 << 20;

    /** Where thousands of channels share, blocks are small as well. */
    private static final long SMALLEST_WINDOW = 32 << 10;

    private final PartPlace place;
    private final BiConsumer<ExecutorId, PeerMessage> peers;
    private final Function<TaskId, Runnable> wake;
    private final Map<PlanEdge, Integer> firstNumber = new HashMap<>();
    private final Map<Integer, Channel> inside = new HashMap<>();
    private final RemoteChannels remote = new RemoteChannels();

    /**
     * @param peers sends to another executor, in the attempt's name
     * @param wake what has a task of this executor looked at by its worker
     */
    PartChannels(PartPlace place, BiConsumer<ExecutorId, PeerMessage> peers, Function<TaskId, Runnable> wake) {
        this.place = place;
        this.peers = peers;
        this.wake = wake;
        int next = 0;
        for (PlanEdge edge : place.plan().edges()) {
            firstNumber.put(edge, next);
            next += channels(edge);
        }
    }

    /** The ends of remote channels. */
    RemoteChannels remote() {
        return remote;
    }

    /**
     * Where the channel between two tasks begins.
     *
     * @param encoder of the writing task, which is here
     */
    ChannelWriter writer(PlanEdge edge, int writer, int reader, BlockEncoder encoder) {
        TaskId to = place.task(edge.to(), reader);
        Optional<ExecutorId> elsewhere = place.elsewhere(to);
        if (elsewhere.isEmpty()) {
            return inside(edge, writer, reader);
        }
        RemoteWriter end = new RemoteWriter(
                number(edge, writer, reader),
                window(edge),
                encoder,
                peer(elsewhere.get()),
                wake.apply(place.task(edge.from(), writer)));
        remote.add(number(edge, writer, reader), end);
        return end;
    }

    /**
     * Where the channel between two tasks ends.
     *
     * @param pools of the reading task, which is here
     * @param batches its batches for this edge
     */
    ChannelReader reader(PlanEdge edge, int writer, int reader, TaskPools pools, BatchPool batches) {
        TaskId from = place.task(edge.from(), writer);
        Optional<ExecutorId> elsewhere = place.elsewhere(from);
        if (elsewhere.isEmpty()) {
            return inside(edge, writer, reader);
        }
        RemoteReader end = new RemoteReader(
                number(edge, writer, reader),
                window(edge),
                batches,
                pools.rows(),
                peer(elsewhere.get()),
                wake.apply(place.task(edge.to(), reader)));
        remote.add(number(edge, writer, reader), end);
        return end;
    }

    private Channel inside(PlanEdge edge, int writer, int reader) {
        return inside.computeIfAbsent(
                number(edge, writer, reader),
                _ -> edge.distribution() instanceof Distribution.Local
                        ? new LocalChannel()
                        : new RingChannel(
                                wake.apply(place.task(edge.to(), reader)),
                                wake.apply(place.task(edge.from(), writer))));
    }

    private Consumer<PeerMessage> peer(ExecutorId executor) {
        return message -> peers.accept(executor, message);
    }

    private int number(PlanEdge edge, int writer, int reader) {
        Integer first = firstNumber.get(edge);
        if (first == null) {
            throw new IllegalArgumentException("No channels for " + edge);
        }
        return first + writer * readers(edge) + reader;
    }

    private long window(PlanEdge edge) {
        return Math.clamp(EDGE_BYTES / channels(edge), SMALLEST_WINDOW, LARGEST_WINDOW);
    }

    private int channels(PlanEdge edge) {
        return place.fragment(edge.from()).parallelism() * readers(edge);
    }

    private int readers(PlanEdge edge) {
        return place.fragment(edge.to()).parallelism();
    }
}
