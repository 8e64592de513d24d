package io.millrace.launcher;

import java.util.List;

/** What the user asked for cannot be done as things are. The message names the thing and the value, the remedies say what to do. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final List<String> remedies;

    /** @param remedies lines below the message, each a whole sentence; may be none */
    public Refusal(String message, String... remedies) {
        super(message);
        this.remedies = List.of(remedies);
    }

    /** Lines below the message. */
    public List<String> remedies() {
        return remedies;
    }
}
