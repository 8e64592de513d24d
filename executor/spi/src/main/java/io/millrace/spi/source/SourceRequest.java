package io.millrace.spi.source;

import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Schema;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;

/**
 * What a source is made from.
 *
 * @param nodeId the node
 * @param config the node's config as checked against the descriptor
 * @param schema all columns the source has
 * @param projection the columns that are wanted, as positions in {@code schema}, rising; batches hold exactly these
 * @param timeZone the pipeline's time zone
 * @param files the file port
 * @param formats the formats there are
 */
public record SourceRequest(
        String nodeId,
        JsonObject config,
        Schema schema,
        int[] projection,
        java.time.ZoneId timeZone,
        FileStore files,
        FormatRegistry formats) {

    /** The columns of the batches. */
    public Schema projectedSchema() {
        return new Schema(
                java.util.Arrays.stream(projection).mapToObj(schema::column).toList());
    }
}
