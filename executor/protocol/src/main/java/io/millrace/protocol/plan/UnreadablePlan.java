package io.millrace.protocol.plan;

/** Bytes that are no plan, or one of another version; the message says which and what to do. */
public final class UnreadablePlan extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadablePlan(String message) {
        super(message);
    }

    UnreadablePlan(String message, Throwable cause) {
        super(message, cause);
    }
}
