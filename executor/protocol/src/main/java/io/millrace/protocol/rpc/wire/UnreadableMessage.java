package io.millrace.protocol.rpc.wire;

/** A message that lacks something, or holds what this version does not know; the message of this says what. */
public final class UnreadableMessage extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With words for people. */
    public UnreadableMessage(String message) {
        super(message);
    }

    UnreadableMessage(String message, Throwable cause) {
        super(message, cause);
    }

    /** Refuses a message unless something holds. */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UnreadableMessage(otherwise);
        }
    }
}
