package io.millrace.designer.deployments.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.coordinator.Desired;

/** What somebody wants of a deployment, as it stands in JSON. */
public enum Wish {
    /** It runs, until its input ends. */
    RUNNING("running"),
    /** It ends at a last checkpoint, which another deployment can go on from. */
    SUSPENDED("suspended"),
    /** It stops reading; what was read becomes visible. */
    STOPPED("stopped"),
    /** It ends at once; nothing more becomes visible. */
    CANCELLED("cancelled");

    private final String text;

    Wish(String text) {
        this.text = text;
    }

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return text;
    }

    /** As the coordinator calls it. */
    public Desired desired() {
        return switch (this) {
            case RUNNING -> Desired.RUN;
            case SUSPENDED -> Desired.SUSPEND;
            case STOPPED -> Desired.STOP;
            case CANCELLED -> Desired.CANCEL;
        };
    }

    /** As people call it. */
    public static Wish of(Desired desired) {
        return switch (desired) {
            case RUN -> RUNNING;
            case SUSPEND -> SUSPENDED;
            case STOP -> STOPPED;
            case CANCEL -> CANCELLED;
        };
    }
}
