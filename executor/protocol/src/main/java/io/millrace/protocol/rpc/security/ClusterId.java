package io.millrace.protocol.rpc.security;

/** Which cluster: the executors that one workspace runs its jobs on. Executors of two clusters never hear of each other. */
public record ClusterId(String value) implements Comparable<ClusterId> {

    public ClusterId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A cluster has an id");
        }
    }

    @Override
    public int compareTo(ClusterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
