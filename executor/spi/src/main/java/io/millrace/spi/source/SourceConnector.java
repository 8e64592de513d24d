package io.millrace.spi.source;

import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.json.JsonObject;

/**
 * A kind of source. One instance per process, registered in the executor; {@link #descriptor} is all the designer ever
 * sees of it.
 */
public interface SourceConnector {

    /** Type, config schema, docs and abilities. */
    NodeTypeDescriptor descriptor();

    /**
     * A source for one node of one job.
     *
     * @throws io.millrace.spi.error.RunException if the config cannot work; I/O is left to enumerator and readers
     */
    Source create(SourceRequest request);

    /** A config without anything that makes the source hand rows out later than it could; for previews. */
    default JsonObject unpaced(JsonObject config) {
        return config;
    }
}
