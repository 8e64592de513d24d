package io.millrace.expr.kernel;

import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.Utf8;
import org.jspecify.annotations.Nullable;

/** CAST of ARRAY, MAP and ROW, value by value. Allocates, as nested values are objects. */
public final class NestedValues {

    /** The conversion of one nested type, built when the cast is typed. Immutable, with value equality. */
    public interface NestedConversion {

        /**
         * The converted value.
         *
         * @throws io.millrace.expr.value.RowError when one of its parts fails
         */
        Object convert(Object value, PipelineZone zone);
    }

    private NestedValues() {}

    public static Object convert(Object value, NestedConversion conversion, PipelineZone zone) {
        return conversion.convert(value, zone);
    }

    /** As text: {@code [1, NULL]}, <code>{a=1}</code>, {@code (1, x)}. */
    public static void toText(Object value, NestedConversion toText, PipelineZone zone, Utf8 out) {
        out.set((Utf8) toText.convert(value, zone));
    }

    /** The text of a part. */
    public static String text(@Nullable Object part) {
        return part == null ? "NULL" : part.toString();
    }
}
