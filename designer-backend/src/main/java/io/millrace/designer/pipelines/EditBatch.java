package io.millrace.designer.pipelines;

import io.millrace.model.json.Json;
import java.util.List;

/**
 * Edits that were accepted together.
 *
 * @param version of the draft that they made
 * @param author who made them
 * @param clientEditId how the author's client calls them
 */
record EditBatch(long version, String author, String clientEditId, List<Json> edits) {}
