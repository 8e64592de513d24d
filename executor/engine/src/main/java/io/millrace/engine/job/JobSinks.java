package io.millrace.engine.job;

import io.millrace.protocol.job.Prepared;
import io.millrace.spi.error.RunException;
import io.millrace.spi.sink.Committer;
import io.millrace.spi.sink.Sink;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is done with all sinks of a job as a whole, each time with committers made anew. May block: on I/O threads.
 *
 * @param sinks by operator id
 * @param nodes the node of an operator, by id
 */
record JobSinks(Map<Integer, Sink> sinks, IntFunction<String> nodes) {

    /** What is done with one of them. */
    @FunctionalInterface
    private interface Work {
        void with(int operator, Committer committer) throws Exception;
    }

    /** Makes sure that all sinks can be used. */
    void prepare() throws Exception {
        for (int operator : sinks.keySet()) {
            using(operator, (_, committer) -> committer.prepare());
        }
    }

    /** Makes all of this visible. */
    void commit(Prepared prepared) throws Exception {
        for (int operator : sinks.keySet()) {
            using(operator, (id, committer) -> committer.commit(prepared.of(id)));
        }
    }

    /**
     * Removes what of this is not visible yet.
     *
     * @throws Exception what went wrong at the first sink; the others have been tried all the same
     */
    void abort(Prepared prepared) throws Exception {
        Exception first = null;
        for (int operator : sinks.keySet()) {
            try {
                using(operator, (id, committer) -> committer.abort(prepared.of(id)));
            } catch (Exception e) {
                first = alsoFailed(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void using(int operator, Work work) throws Exception {
        Sink sink = sinks.get(operator);
        if (sink == null) {
            throw new IllegalArgumentException("Operator " + operator + " is no sink");
        }
        try {
            Committer committer = sink.committer();
            try {
                work.with(operator, committer);
            } finally {
                close(committer);
            }
        } catch (RunException e) {
            throw e.inNode(nodes.apply(operator));
        }
    }

    private static void close(Committer committer) {
        try {
            committer.close();
        } catch (RuntimeException e) {
            // What was to be done is done, or has failed for a better reason; nobody could do anything about this one.
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
}
