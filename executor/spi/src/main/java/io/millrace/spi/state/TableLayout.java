package io.millrace.spi.state;

import io.millrace.model.type.Schema;

/**
 * The columns of a state.
 *
 * @param key what rows are found by; may be empty (one row per task, or one list)
 * @param value what is kept for a key; may be empty (a set)
 */
public record TableLayout(Schema key, Schema value) {

    /** Written beside the data; state is only restored into a layout with an equal fingerprint, or converted. */
    public String fingerprint() {
        return "key" + key + " value" + value;
    }
}
