package io.millrace.protocol.checkpoint;

import io.millrace.model.type.Column;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * A manifest, or an executor's part of one, as {@code checkpoint.proto} tells it.
 *
 * @param planSha256 hexadecimal
 */
public record StoredManifest(
        DeploymentId deployment,
        long attempt,
        long number,
        long takenMicros,
        String planSha256,
        List<Task> tasks,
        List<Source> sources,
        Prepared prepared,
        List<File> files) {

    /** A time that is not known. */
    public static final long UNKNOWN_TIME = Long.MIN_VALUE;

    /**
     * A task.
     *
     * @param operators those that had not come to their ends; none when the task had
     */
    public record Task(TaskId task, List<Operator> operators) {}

    /** An operator of a task, with the key groups from the first up to the one behind the last. */
    public record Operator(
            int operator,
            List<Long> watermarks,
            int firstGroup,
            int endGroup,
            List<State> states,
            List<Split> splits) {}

    /** A state. */
    public record State(
            String nodeId,
            String role,
            List<String> elementIds,
            Kind kind,
            List<Column> key,
            List<Column> value,
            long bucketWidth,
            long rows,
            List<Segment> segments) {}

    /** The kinds of state. */
    public enum Kind {
        TABLE,
        LIST,
        ORDERED,
        BROADCAST,
        SPLIT_LIST,
        TIMERS
    }

    /** A piece of one of the {@link #files}. */
    public record Segment(String path, long offset, long length, int crc32c) {}

    /** What is known once about a source. */
    public record Source(
            int operator, Optional<byte[]> enumerator, boolean lookedOnce, boolean allFound, List<Split> unassigned) {}

    /**
     * A split.
     *
     * @param earliestMicros {@link #UNKNOWN_TIME} when it is not known
     */
    public record Split(String id, byte[] state, long earliestMicros) {}

    /** A file of states. */
    public record File(String path, long sizeBytes, int crc32c) {}
}
