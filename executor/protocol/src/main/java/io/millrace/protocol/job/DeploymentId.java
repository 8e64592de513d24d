package io.millrace.protocol.job;

/** Which deployment: a revision set to run, once. Never used again. */
public record DeploymentId(String value) implements Comparable<DeploymentId> {

    public DeploymentId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A deployment has an id");
        }
    }

    @Override
    public int compareTo(DeploymentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
