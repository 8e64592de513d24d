package io.millrace.connectors.file;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;
import java.util.Optional;

/**
 * What can be set about a file sink, but for the options of its format.
 *
 * @param format the name of a format
 */
public record FileSinkConfig(
        @Field(
                kind = Field.Kind.PATH,
                example = "out/late-flights.ndjson",
                help = "A file; or, with `/` at its end, a folder that gets one file per task.")
        String path,

        @Field(example = "json", help = "How records are written.")
        String format,

        @Field(defaultValue = "replace", help = "What happens when there is a result already.")
        IfExists ifExists,

        @Field(
                advanced = true,
                example = "change",
                help =
                        "Writes updates and deletions as rows, with `+I`, `-U`, `+U` or `-D` in a first column of this name.")
        Optional<String> changeColumn) {

    /** What happens when there is a result already. */
    public enum IfExists {
        @Variant(help = "The new result takes its place, when it is complete.")
        REPLACE,
        @Variant(help = "The pipeline does not start.")
        FAIL
    }

    /** Whether the result is a folder of files. */
    public boolean isFolder() {
        return path.endsWith("/");
    }
}
