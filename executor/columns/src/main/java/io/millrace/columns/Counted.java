package io.millrace.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Something shared by reference whose buffers are used again when the last holder is done. Any thread may retain and
 * release; a holder retains before it hands a second reference out.
 */
public abstract class Counted {

    private static final VarHandle REFERENCES;

    static {
        try {
            REFERENCES = MethodHandles.lookup().findVarHandle(Counted.class, "references", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // Written through REFERENCES.
    private volatile int references;

    /** For the next in {@link FreeList}; written by whoever holds the only reference. */
    @org.jspecify.annotations.Nullable
    Counted next;

    /** One more holder. */
    public final void retain() {
        int before = (int) REFERENCES.getAndAdd(this, 1);
        if (before <= 0) {
            throw new IllegalStateException("Retained after the last release: " + this);
        }
    }

    /** One holder less; the last one gives the buffers back. */
    public final void release() {
        int before = (int) REFERENCES.getAndAdd(this, -1);
        if (before == 1) {
            recycle();
        } else if (before <= 0) {
            throw new IllegalStateException("Released more often than retained: " + this);
        }
    }

    /** How many holders there are; for tests and messages. */
    public final int references() {
        return references;
    }

    /** Called when it comes fresh out of its pool: the taker is the only holder. */
    protected final void firstReference() {
        REFERENCES.setRelease(this, 1);
    }

    /** Called once, on the thread of the last release. */
    protected abstract void recycle();
}
