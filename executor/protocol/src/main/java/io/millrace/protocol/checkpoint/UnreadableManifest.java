package io.millrace.protocol.checkpoint;

/** Bytes that are no manifest; the message says how, and goes behind the name of the file. */
public final class UnreadableManifest extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableManifest(String how) {
        super(how);
    }
}
