package io.millrace.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Returned buffers: any thread pushes, one thread takes. A Treiber stack that the taker empties as a whole, which is why
 * no node can come back between a read and a swap (no ABA).
 */
public final class FreeList<T extends Counted> {

    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(FreeList.class, "head", Counted.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Nullable
    private volatile Counted head;

    /** What the taker has already taken out; touched by the taker only. */
    @Nullable
    private Counted taken;

    /** Gives one back; any thread. */
    public void push(T item) {
        Counted seen;
        do {
            seen = head;
            item.next = seen;
        } while (!HEAD.compareAndSet(this, seen, item));
    }

    /** One that was given back, or null; always the same thread. */
    @SuppressWarnings("unchecked") // Only T is pushed.
    @Nullable
    public T take() {
        Counted first = taken;
        if (first == null) {
            first = (Counted) HEAD.getAndSet(this, null);
            if (first == null) {
                return null;
            }
        }
        taken = first.next;
        first.next = null;
        return (T) first;
    }
}
