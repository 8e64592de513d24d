package io.millrace.designer.pipelines;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.model.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as somebody found it good; never changed afterwards.
 *
 * @param parents the revisions it was made from: none for the first
 * @param draftVersion of the draft that it is a copy of
 * @param contentHash equal where documents say the same
 * @param planHash equal where documents run the same
 * @param document left out in lists
 */
record Revision(
        int number,
        List<Integer> parents,
        String message,
        String author,
        Instant createdAt,
        long draftVersion,
        String contentHash,
        String planHash,
        @JsonProperty Optional<Json> document) {}
