package io.millrace.plan.explain;

import io.millrace.model.type.EdgeSchema;
import java.util.List;

/**
 * Letters about failed rows.
 *
 * @param from the nodes that write them
 * @param to the sink that gets them
 * @param rows what a letter is
 */
public record ExplainedLetters(List<String> from, String to, EdgeSchema rows) {

    public ExplainedLetters {
        from = List.copyOf(from);
    }
}
