package io.millrace.connectors.file;

import io.millrace.connectors.file.source.FileSource;
import io.millrace.model.catalogue.Abilities;
import io.millrace.model.catalogue.Boundedness;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.Guarantee;
import io.millrace.model.catalogue.NodeKind;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.Ports;
import io.millrace.model.catalogue.SourceSchema;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.json.JsonObject;
import io.millrace.spi.NodeConfig;
import io.millrace.spi.format.Format;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceConnector;
import io.millrace.spi.source.SourceRequest;
import java.util.List;

/** The source {@code file-source}. */
public final class FileSourceConnector implements SourceConnector {

    private static final String DOCS = """
            Reads records from files below the files root of the executor: one file, all plain files in a folder, or those
            that match a pattern. Names that begin with `.` or `_` are left out. Big files are read in several places at
            once where the format allows it.

            Each file is read up to the length it has when the pipeline starts. A file that is gone or shorter when its turn
            comes ends the job, naming the file and the place.

            A record that cannot be read, or is longer than 16 MB, goes the way the node's error policy says, with file and
            line.

            `pace` and `disorder` are for demos. `pace` hands rows out as their event time passes, for example a day in a
            second. `disorder` lets each row come up to a time span late, by chance but always the same for a seed; it
            expects a file in the order of event time. Both go by one column; each file then is read by one task.
            """;

    private final FormatFields formatFields;
    private final NodeTypeDescriptor descriptor;

    /**
     * @param formats what files may be written in
     */
    public FileSourceConnector(List<Format> formats) {
        formatFields = new FormatFields(formats);
        descriptor = new NodeTypeDescriptor(
                new NodeTypeName("file-source"),
                1,
                NodeKind.SOURCE,
                "Sources",
                "Files",
                "Records in files: one file, a folder or a pattern.",
                DOCS,
                "file-text",
                Ports.ofSource(),
                formatFields.complete(ConfigSchema.of(FileSourceConfig.class)),
                Abilities.ofSource(
                                new Boundedness.Bounded(),
                                new SourceSchema.FromConfig("schema"),
                                Guarantee.exactlyOnce("Files are read on from where the checkpoint says."))
                        .withProjection());
    }

    @Override
    public NodeTypeDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public JsonObject unpaced(JsonObject config) {
        return config.without("pace");
    }

    @Override
    public Source create(SourceRequest request) {
        FileSourceConfig config =
                NodeConfig.read(FileSourceConfig.class, formatFields.withoutOptions(request.config()));
        Format format = request.formats().format(config.format());
        return new FileSource(config, request, format, FormatFields.options(request.config(), config.format()));
    }
}
