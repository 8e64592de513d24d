package io.millrace.spi.operator;

import io.millrace.spi.Completion;
import org.jspecify.annotations.Nullable;

/** What a bounded piece of work came to, and so when it makes sense to go on. */
public final class Progress {

    /** How a step ended. */
    public enum Kind {
        NEEDS_INPUT,
        YIELD,
        OUTPUT_FULL,
        WAITING,
        DONE
    }

    /** Nothing to do before an input brings something. */
    public static final Progress NEEDS_INPUT = new Progress(Kind.NEEDS_INPUT, null);

    /** Something was done and there may be more to do. */
    public static final Progress YIELD = new Progress(Kind.YIELD, null);

    /** Nothing can be done before an output has room. */
    public static final Progress OUTPUT_FULL = new Progress(Kind.OUTPUT_FULL, null);

    /** Nothing will ever be to do again. */
    public static final Progress DONE = new Progress(Kind.DONE, null);

    private final Kind kind;

    @Nullable
    private final Completion completion;

    private Progress(Kind kind, @Nullable Completion completion) {
        this.kind = kind;
        this.completion = completion;
    }

    /** Nothing can be done before {@code completion} is done. What is behind waits in order. */
    public static Progress waiting(Completion completion) {
        return new Progress(Kind.WAITING, completion);
    }

    /**
     * Nothing to do before an input brings something or {@code completion} is done, whichever comes first: for an operator
     * that has to say something when its input is silent.
     */
    public static Progress needsInputOr(Completion completion) {
        return new Progress(Kind.NEEDS_INPUT, completion);
    }

    /** How the step ended. */
    public Kind kind() {
        return kind;
    }

    /** Whether there is something that ends the standing still apart from input or room. */
    public boolean hasCompletion() {
        return completion != null;
    }

    /** What is waited for; only when {@link #hasCompletion}. */
    public Completion completion() {
        if (completion == null) {
            throw new IllegalStateException(kind + " waits for nothing");
        }
        return completion;
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
