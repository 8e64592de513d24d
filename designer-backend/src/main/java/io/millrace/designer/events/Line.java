package io.millrace.designer.events;

import java.util.concurrent.CompletionStage;

/** A connection to a browser. */
interface Line {

    /** Sends a message; the answer completes when there is room for the next one, or exceptionally when the line is dead. */
    CompletionStage<?> send(String id, String text);

    /** Sends something that only keeps the line warm. */
    CompletionStage<?> beat();

    /** Hangs up; harmless when it is dead. */
    void close();
}
