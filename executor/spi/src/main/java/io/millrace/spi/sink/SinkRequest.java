package io.millrace.spi.sink;

import io.millrace.model.json.JsonObject;
import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.format.FormatRegistry;
import io.millrace.spi.io.FileStore;
import java.time.ZoneId;

/**
 * What a sink is made from.
 *
 * @param nodeId the node
 * @param config the node's config as checked against the descriptor
 * @param input columns, keys and changes of what comes
 * @param attempt names this incarnation of the job; part of every pending name, so that a dead one can be told apart
 * @param restored the number of the checkpoint from which this incarnation goes on, 0 when it begins anew. What earlier ones
 *     prepared until that checkpoint is visible by then, and writers have been flushed at most {@code restored} times
 * @param timeZone the pipeline's time zone
 * @param files the file port
 * @param formats the formats there are
 */
public record SinkRequest(
        String nodeId,
        JsonObject config,
        EdgeSchema input,
        String attempt,
        long restored,
        ZoneId timeZone,
        FileStore files,
        FormatRegistry formats) {}
