package io.millrace.protocol.job;

/**
 * Which executor: one process from its start to its end. A process that is started again has another id, so what was said
 * to the dead one can never reach the new one.
 */
public record ExecutorId(String value) implements Comparable<ExecutorId> {

    public ExecutorId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("An executor has an id");
        }
    }

    @Override
    public int compareTo(ExecutorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
