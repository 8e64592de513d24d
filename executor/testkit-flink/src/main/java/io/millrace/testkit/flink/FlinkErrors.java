package io.millrace.testkit.flink;

import java.util.Objects;

/** What Flink says when it refuses or fails, in a line. */
final class FlinkErrors {

    /** Parse errors list every keyword there is; the beginning is what a person reads. */
    private static final int MAX_LENGTH = 400;

    private FlinkErrors() {}

    /** The message of the innermost cause, preceded by its class when that says more. */
    static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = Objects.requireNonNullElse(root.getMessage(), "");
        if (!(root instanceof RuntimeException)
                || text.isEmpty()
                || root.getClass().getName().startsWith("java.")) {
            text = root.getClass().getSimpleName() + ": " + text;
        }
        text = text.replaceAll("\\s+", " ");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
