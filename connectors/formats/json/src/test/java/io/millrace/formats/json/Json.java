package io.millrace.formats.json;

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
final class Json {

    private Json() {}

    /** A harness for columns written {@code name TYPE}. */
    static FormatHarness of(String... columns) {
        return new FormatHarness(new JsonFormat(), JsonObject.EMPTY, schema(columns));
    }

    static Schema schema(String... columns) {
        return new Schema(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    /** The value of the field {@code v} in a good line. */
    static @Nullable Object value(String type, String json) {
        Decoded decoded = of("v " + type).decode("{\"v\":" + json + "}\n");
        if (decoded.rows().size() != 1) {
            throw new AssertionError(decoded.rejected());
        }
        return decoded.rows().getFirst().getFirst();
    }

    /** Code and message of a line that is refused for its field {@code v}. */
    static String refusal(String type, String json) {
        Decoded decoded = of("v " + type).decode("{\"v\":" + json + "}\n");
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
