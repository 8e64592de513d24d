package io.millrace.model.problem;

import io.millrace.model.edit.Edit;
import java.util.List;

/**
 * A way out of a problem.
 *
 * @param label what it does, as a command: {@code Use `delay`}
 * @param edits what to apply, in order. Empty where the document could not be read far enough for edits to exist: then
 *     the label is advice for whoever edits the text
 */
public record Fix(String label, List<Edit> edits) {

    public Fix {
        edits = List.copyOf(edits);
    }
}
