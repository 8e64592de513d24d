package io.millrace.expr.value;

/**
 * How a kernel says that its result is NULL although no argument was. The caller {@link #clear}s the flag before the
 * call and reads it after; what the kernel returned or wrote has no meaning when it is raised.
 */
public final class NullFlag {

    private boolean raised;

    /** Whether the last call raised it. */
    public boolean isRaised() {
        return raised;
    }

    /** The result is NULL. */
    public void raise() {
        raised = true;
    }

    /** Before a call. */
    public void clear() {
        raised = false;
    }
}
