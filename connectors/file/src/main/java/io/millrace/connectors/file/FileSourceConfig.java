package io.millrace.connectors.file;

import io.millrace.model.annotation.Field;
import io.millrace.model.type.Column;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can be set about a file source, but for the options of its format.
 *
 * @param format the name of a format
 */
public record FileSourceConfig(
        @Field(
                kind = Field.Kind.PATH,
                example = "data/flights.ndjson",
                help = "A file, a folder (the plain files in it) or a pattern with `*`, `**`, `?` and `{a,b}`.")
        String path,

        @Field(example = "json", help = "How records are written.")
        String format,

        @Field(min = "1", help = "The columns of a record. Names are those of the keys or of the header.")
        List<Column> schema,

        @Field(advanced = true, help = "For demos: hands rows out as event time passes.")
        Optional<Pace> pace,

        @Field(advanced = true, help = "For demos: hands rows out of order, within bounds.")
        Optional<Disorder> disorder) {

    /** How fast event time passes. */
    public record Pace(
            @Field(example = "date", help = "The column that says when a row happened: a TIMESTAMP, or text like one.")
            String column,

            @Field(min = "1 us", example = "1 d", help = "So much event time passes …")
            Duration advance,

            @Field(min = "1 ms", defaultValue = "1 s", help = "… in so much real time.")
            Duration per) {}

    /** How late rows may come. */
    public record Disorder(
            @Field(example = "date", help = "The column that says when a row happened: a TIMESTAMP, or text like one.")
            String column,

            @Field(
                    min = "1 us",
                    example = "1 h",
                    help = "A row comes up to so much event time after others that follow it.")
            Duration within,

            @Field(defaultValue = "1", help = "Another number gives another order.")
            long seed) {}

    /** Whether rows are handed out in another way than as they are read, so that a file must be read as a whole. */
    public boolean isReplay() {
        return pace.isPresent() || disorder.isPresent();
    }
}
