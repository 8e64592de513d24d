package io.millrace.engine.job;

import io.millrace.spi.error.RunException;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sinks of one job and what their tasks have prepared. One call at a time; all but {@link #prepared} may block, so on an
 * I/O thread.
 */
final class JobSinks implements AutoCloseable {

    private final Map<Integer, Sink> sinks;
    private final IntFunction<String> nodes;
    private final Map<Integer, Committer> committers = new LinkedHashMap<>();
    private final Map<Integer, List<byte[]>> prepared = new HashMap<>();

    /**
     * @param sinks by operator id
     * @param nodes the node of an operator, by id
     */
    JobSinks(Map<Integer, Sink> sinks, IntFunction<String> nodes) {
        this.sinks = sinks;
        this.nodes = nodes;
    }

    /** Makes sure that all sinks can be used. */
    void prepare() throws Exception {
        for (Map.Entry<Integer, Sink> sink : sinks.entrySet()) {
            Committer committer = sink.getValue().committer();
            committers.put(sink.getKey(), committer);
            try {
                committer.prepare();
            } catch (RunException e) {
                throw e.inNode(nodes.apply(sink.getKey()));
            }
        }
    }

    /** A task has ended and left this to be committed. */
    void prepared(int sink, List<byte[]> committables) {
        prepared.computeIfAbsent(sink, _ -> new ArrayList<>()).addAll(committables);
    }

    /** Makes everything visible. */
    void commit() throws Exception {
        for (Map.Entry<Integer, Committer> committer : committers.entrySet()) {
            try {
                committer.getValue().commit(preparedFor(committer.getKey()));
            } catch (RunException e) {
                throw e.inNode(nodes.apply(committer.getKey()));
            }
        }
    }

    /**
     * Removes what is not visible yet.
     *
     * @throws Exception what went wrong at the first sink; the others have been tried all the same
     */
    void takeBack() throws Exception {
        Exception first = null;
        for (Map.Entry<Integer, Committer> committer : committers.entrySet()) {
            try {
                committer.getValue().abort(preparedFor(committer.getKey()));
            } catch (Exception e) {
                first = alsoFailed(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static Exception alsoFailed(@Nullable Exception first, Exception next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    @Override
    public void close() {
        committers.values().forEach(Committer::close);
    }

    private List<byte[]> preparedFor(int sink) {
        return prepared.getOrDefault(sink, List.of());
    }
}
