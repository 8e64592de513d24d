package io.millrace.spi.sink;

import io.millrace.model.catalogue.NodeTypeDescriptor;

/** A kind of sink. One instance per process, registered in the executor. */
public interface SinkConnector {

    /** Type, config schema, docs and abilities. */
    NodeTypeDescriptor descriptor();

    /**
     * A sink for one node of one job.
     *
     * @throws io.millrace.spi.error.RunException if the config cannot work
     */
    Sink create(SinkRequest request);
}
