package io.millrace.protocol.preview;

/** There is no answer from the preview process. The message is for people. */
public final class PreviewFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A newer request about the same draft took its place. */
        SUPERSEDED,
        /** It took too long. */
        TOO_LONG,
        /** The process is not there, or ended. */
        UNAVAILABLE,
        /** What was asked makes no sense, such as a document that cannot be read. */
        REFUSED
    }

    private final Reason reason;

    public PreviewFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
