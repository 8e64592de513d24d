package io.millrace.designer.deployments.why;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.coordinator.why.Cause;

/** What kind of thing holds a node up, in one word. */
public enum CauseKind {
    NOT_RUNNING("notRunning"),
    FLOWS("flows"),
    LOST("lost"),
    STUCK("stuck"),
    STARTING("starting"),
    TIME("time"),
    CLOCK("clock"),
    HELD("held"),
    SILENT("silent"),
    IDLE("idle"),
    UNREAD("unread"),
    LOOKING("looking"),
    FILTERED("filtered"),
    NO_INPUT("noInput"),
    NO_ROOM("noRoom"),
    WAITS("waits"),
    ALIGNS("aligns"),
    BEHIND("behind"),
    ENDED("ended");

    private final String text;

    CauseKind(String text) {
        this.text = text;
    }

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return text;
    }

    static CauseKind of(Cause.Kind kind) {
        return switch (kind) {
            case FLOWS -> FLOWS;
            case LOST -> LOST;
            case STUCK -> STUCK;
            case STARTING -> STARTING;
            case TIME -> TIME;
            case CLOCK -> CLOCK;
            case HELD -> HELD;
            case SILENT -> SILENT;
            case IDLE -> IDLE;
            case UNREAD -> UNREAD;
            case LOOKING -> LOOKING;
            case FILTERED -> FILTERED;
            case NO_INPUT -> NO_INPUT;
            case NO_ROOM -> NO_ROOM;
            case WAITS -> WAITS;
            case ALIGNS -> ALIGNS;
            case BEHIND -> BEHIND;
            case ENDED -> ENDED;
        };
    }
}
