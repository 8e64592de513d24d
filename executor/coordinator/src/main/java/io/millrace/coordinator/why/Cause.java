package io.millrace.coordinator.why;

import java.util.Optional;

/**
 * A link of the chain from a node to what holds it up.
 *
 * @param node whose it is
 * @param text what is so, as a sentence
 * @param millis for how long, where that is known
 * @param remedy what somebody could do about it, as a sentence
 */
public record Cause(Kind kind, String node, String text, Optional<Long> millis, Optional<String> remedy) {

    /** What kind of thing it is. */
    public enum Kind {
        /** Rows come out. */
        FLOWS,
        /** Tasks are not where they were, or nobody hears of them. */
        LOST,
        /** A task does not come back from a step. */
        STUCK,
        /** The attempt has not begun. */
        STARTING,
        /** More comes out when event time has come further. */
        TIME,
        /** More comes out when the clock has come further. */
        CLOCK,
        /** An input holds event time back. */
        HELD,
        /** A split brings no rows and holds event time back. */
        SILENT,
        /** All that could bring rows is silent, and holds nobody back. */
        IDLE,
        /** Splits that nobody reads yet hold event time back. */
        UNREAD,
        /** A source is still looking for what to read. */
        LOOKING,
        /** Rows come in and none comes out. */
        FILTERED,
        /** Nothing comes in. */
        NO_INPUT,
        /** Whoever is behind it takes no rows. */
        NO_ROOM,
        /** It waits for something outside. */
        WAITS,
        /** A checkpoint's barrier has come by some of its inputs. */
        ALIGNS,
        /** Rows come, and event time is as far as they are. */
        BEHIND,
        /** It is at its end. */
        ENDED
    }

    static Cause of(Kind kind, String node, String text) {
        return new Cause(kind, node, text, Optional.empty(), Optional.empty());
    }

    Cause since(long ms) {
        return new Cause(kind, node, text, Optional.of(ms), remedy);
    }

    Cause remedy(String words) {
        return new Cause(kind, node, text, millis, Optional.of(words));
    }
}
