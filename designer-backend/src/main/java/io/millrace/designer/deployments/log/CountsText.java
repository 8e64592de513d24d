package io.millrace.designer.deployments.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.protocol.job.NodeCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts of nodes as JSON text, for {@code deployment.counts}. */
final class CountsText {

    private static final TypeReference<List<NodeCounts>> TYPE = new TypeReference<>() {};

    private final ObjectMapper json;

    CountsText(ObjectMapper json) {
        this.json = json;
    }

    String write(List<NodeCounts> counts) {
        try {
            return json.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Counts cannot be written as JSON", e);
        }
    }

    /** What was written; nothing where another build wrote what this one cannot read, as figures are not worth an error. */
    List<NodeCounts> read(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        try {
            return json.readValue(text, TYPE);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
