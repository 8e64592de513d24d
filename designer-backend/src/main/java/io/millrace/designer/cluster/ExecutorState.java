package io.millrace.designer.cluster;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether an executor is there. */
public enum ExecutorState {
    /** It was heard just now. */
    PRESENT("present"),
    /** It has been silent for some seconds; its jobs run on, as far as anybody knows. */
    NO_CONTACT("noContact"),
    /** It was silent for so long that its jobs were given to others. */
    LOST("lost");

    private final String text;

    ExecutorState(String text) {
        this.text = text;
    }

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return text;
    }
}
