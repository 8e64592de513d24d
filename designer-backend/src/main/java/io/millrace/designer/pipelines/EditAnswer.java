package io.millrace.designer.pipelines;

import io.millrace.model.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What became of a batch of edits.
 *
 * @param version of the draft now; of an accepted batch the version it made
 * @param others the batches between the version the client knew and this one, in order
 * @param problem why it was refused
 */
record EditAnswer(Outcome outcome, long version, List<EditBatch> others, Optional<Json> problem) {

    /** Whether the draft has the edits now. */
    enum Outcome {
        accepted,
        refused
    }
}
