package io.millrace.model.draft;

import io.millrace.model.document.PipelineDocument;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.Problem;
import java.util.List;

/** What came of applying edits. */
public sealed interface EditResult {

    /**
     * They were applied.
     *
     * @param document the new document
     * @param undo edits that make the old document of the new one, in the order to apply them
     */
    record Applied(PipelineDocument document, List<Edit> undo) implements EditResult {

        public Applied {
            undo = List.copyOf(undo);
        }
    }

    /**
     * One was refused, so none was applied.
     *
     * @param index which of them, counted from 0
     * @param problem why
     */
    record Refused(int index, Problem problem) implements EditResult {}

    /**
     * The new document and how to undo it.
     *
     * @throws IllegalArgumentException naming the problem, when an edit was refused
     */
    default Applied require() {
        return switch (this) {
            case Applied applied -> applied;
            case Refused(int index, Problem problem) ->
                throw new IllegalArgumentException("Edit " + index + " was refused: " + problem);
        };
    }
}
