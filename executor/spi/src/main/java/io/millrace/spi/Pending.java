package io.millrace.spi;

import org.jspecify.annotations.Nullable;

/** A {@link Completion} that ends with a result or with an exception. */
public final class Pending<T> extends Completion {

    @Nullable
    private T result;

    @Nullable
    private Exception failure;

    /** Ends it with a result. */
    public void succeed(T value) {
        result = value;
        complete();
    }

    /** Ends it with an exception, which {@link #get} throws. */
    public void fail(Exception cause) {
        failure = cause;
        complete();
    }

    /**
     * The result.
     *
     * @throws IllegalStateException if it is not done
     * @throws Exception what the work threw
     */
    public T get() throws Exception {
        if (!isDone()) {
            throw new IllegalStateException("Asked for a result that is not there yet");
        }
        if (failure != null) {
            throw failure;
        }
        T value = result;
        if (value == null) {
            throw new IllegalStateException("Ended without a result");
        }
        return value;
    }
}
