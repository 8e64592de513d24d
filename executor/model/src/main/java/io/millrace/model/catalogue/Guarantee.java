package io.millrace.model.catalogue;

/**
 * What a connector promises about each row when a job fails and goes on from its last checkpoint.
 *
 * @param level how often a row counts (of a source) or is there (of a sink)
 * @param why what it does for that, or what it cannot do; a sentence for people
 */
public record Guarantee(Level level, String why) {

    /** The weakest first. */
    public enum Level {
        AT_LEAST_ONCE("at least once"),
        EXACTLY_ONCE("exactly once");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** A row counts once, whatever fails. */
    public static Guarantee exactlyOnce(String why) {
        return new Guarantee(Level.EXACTLY_ONCE, why);
    }

    /** A row is never lost, and may be there again after a failure. */
    public static Guarantee atLeastOnce(String why) {
        return new Guarantee(Level.AT_LEAST_ONCE, why);
    }
}
