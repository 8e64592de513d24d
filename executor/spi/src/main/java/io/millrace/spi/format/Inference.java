package io.millrace.spi.format;

import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import java.util.List;

/**
 * What a format makes of a {@link Sample}.
 *
 * @param fit how sure it is that the file is written so
 * @param options what is to be set about the format
 * @param columns all columns, as far as the sample shows them, each nullable; empty when it cannot be read so
 * @param problems what a person should know, in whole sentences
 */
public record Inference(Fit fit, JsonObject options, List<Column> columns, List<String> problems) {

    /** How sure a format is. */
    public enum Fit {
        /** Almost any text would do. */
        POSSIBLE,
        /** It looks like nothing else. */
        LIKELY
    }

    public Inference {
        columns = List.copyOf(columns);
        problems = List.copyOf(problems);
    }
}
