package io.millrace.testkit.cluster;

/** An invariant did not hold. */
public final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** What did not hold, and in which run. */
    public Violation(String message) {
        super(message);
    }
}
