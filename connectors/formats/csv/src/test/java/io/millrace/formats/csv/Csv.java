package io.millrace.formats.csv;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.testing.FormatHarness;
import io.millrace.spi.testing.FormatHarness.Decoded;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short forms for tests. */
final class Csv {

    static final JsonObject SINGLE_LINES = JsonObject.of("multiline", Json.of(false));

    private Csv() {}

    /** A harness for columns written {@code name TYPE}. */
    static FormatHarness of(String... columns) {
        return with(JsonObject.EMPTY, columns);
    }

    static FormatHarness with(JsonObject options, String... columns) {
        return new FormatHarness(new CsvFormat(), options, schema(columns));
    }

    static Schema schema(String... columns) {
        return new Schema(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    /** The value of a column {@code v} written like this. */
    static @Nullable Object value(String type, String written) {
        Decoded decoded = of("v " + type, "w INT").decode("v,w\n" + written + ",1\n");
        if (decoded.rows().size() != 1) {
            throw new AssertionError(decoded.rejected());
        }
        return decoded.rows().getFirst().getFirst();
    }

    /** Code and message of a record that is refused for its column {@code v}. */
    static String refusal(String type, String written) {
        Decoded decoded = of("v " + type, "w INT").decode("v,w\n" + written + ",1\n");
        if (decoded.rejected().size() != 1) {
            throw new AssertionError(decoded.rows());
        }
        return decoded.rejected().getFirst().code() + ": "
                + decoded.rejected().getFirst().message();
    }

    static List<String> codes(Decoded decoded) {
        return decoded.rejected().stream().map(FormatHarness.Rejected::code).toList();
    }
}
