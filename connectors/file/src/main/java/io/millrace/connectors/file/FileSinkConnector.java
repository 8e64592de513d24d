package io.millrace.connectors.file;

import io.millrace.connectors.file.sink.FileSink;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.type.ChangeMode;
import io.millrace.spi.NodeConfig;
import io.millrace.spi.format.Format;
import io.millrace.spi.sink.Sink;
import io.millrace.spi.sink.SinkConnector;
import io.millrace.spi.sink.SinkRequest;
import java.util.EnumSet;
import java.util.List;

/** The sink {@code file-sink}. */
public final class FileSinkConnector implements SinkConnector {

    private static final String DOCS = """
            Writes records to a file below the files root of the executor, or, when the path ends with `/`, to a folder
            with one file per task. Folders are made.

            Nobody ever sees half a result: rows go to hidden files beside the target. At each checkpoint these become
            visible, each row once, whatever fails: as further files of the folder, or at the end of the one file, which is
            written anew for that. A folder is better for a pipeline that runs for long. Without checkpoints everything
            becomes visible at the end. When the pipeline fails for good, what is not visible is removed; a result that was
            there before stays until the first rows take its place.

            The order of rows is that of the tasks, and within a task that of arrival; with parallelism above 1 it is not
            the same each time.

            Rows that change or disappear need `changeColumn`: every change is then written as a row of its own.
            """;

    private final FormatFields formatFields;
    private final NodeTypeDescriptor descriptor;

    /**
     * @param formats what files may be written in
     */
    public FileSinkConnector(List<Format> formats) {
        formatFields = new FormatFields(formats);
        descriptor = new NodeTypeDescriptor(
                new NodeTypeName("file-sink"),
                1,
                NodeKind.SINK,
                "Sinks",
                "File",
                "Writes records to a file, or to a folder of files.",
                DOCS,
                "file-down",
                Ports.ofSink(),
                formatFields.complete(ConfigSchema.of(FileSinkConfig.class)),
                Abilities.ofSink(
                                EnumSet.allOf(ChangeMode.Kind.class),
                                Guarantee.exactlyOnce(
                                        "Rows appear when they are committed; what a failed attempt wrote never does."))
                        .withChangeColumn("changeColumn"));
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Sink create(SinkRequest request) {
        FileSinkConfig config = NodeConfig.read(FileSinkConfig.class, formatFields.withoutOptions(request.config()));
        Format format = request.formats().format(config.format());
        return new FileSink(config, request, format, FormatFields.options(request.config(), config.format()));
    }
}
