package io.millrace.benchmarks.local;

import io.millrace.executor.local.DroppingSink;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.spi.sink.SinkConnector;
import java.util.EnumSet;

/** A sink that takes every column and drops it, so that what is measured is the pipeline before it. */
final class DiscardSink {

    /** There is nothing to set. */
    record DiscardConfig() {}

    private DiscardSink() {}

    static SinkConnector connector() {
        return new DroppingSink(new NodeTypeDescriptor(
                new NodeTypeName("discard-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "Discard",
                "Drops all rows.",
                "",
                "trash",
                Ports.ofSink(),
                ConfigSchema.of(DiscardConfig.class),
                Abilities.ofSink(EnumSet.allOf(ChangeMode.Kind.class), Guarantee.exactlyOnce("Nothing is written."))));
    }
}
