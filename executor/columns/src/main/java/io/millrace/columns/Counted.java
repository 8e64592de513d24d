package io.millrace.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

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

    private volatile int references;

    /** For the next in {@link FreeList}; written by whoever holds the only reference. */
    @Nullable
    Counted next;

    /** One more holder. */
    public final void retain() {
        // Not getAndAdd: a refused retain must leave the count as it was, or it would bring the dead back to life.
        int seen;
        do {
            seen = references;
            if (seen <= 0) {
                throw new IllegalStateException("Retained after the last release: " + this);
            }
        } while (!REFERENCES.compareAndSet(this, seen, seen + 1));
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

    /** Fails when the last holder is gone already; a look at one field. */
    final void requireHeld() {
        if (references <= 0) {
            throw new IllegalStateException("Used after the last release: " + this);
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
