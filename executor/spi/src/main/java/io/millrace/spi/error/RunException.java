package io.millrace.spi.error;

import io.millrace.model.error.RunError;

/** Carries a {@link RunError} out of code that cannot go on. The task fails with it, and with the task the job. */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunError error;

    public RunException(RunError error) {
        super(error.toString());
        this.error = error;
    }

    public RunException(RunError error, Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    /** The same with the node named, unless one is named already. */
    public RunException inNode(String nodeId) {
        return error.nodeId().isPresent() ? this : new RunException(error.inNode(nodeId), this);
    }

    /** What went wrong. */
    public RunError error() {
        return error;
    }
}
