package io.millrace.testkit.cluster;

/** An invariant did not hold. */
public final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
