package io.millrace.testkit.conformance;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our side of a comparison: types SQL expressions over columns and evaluates them. */
public interface ExpressionEngine {

    /** The type of an expression, or why there is none. */
    Typing type(String expression, Schema inputs);

    /**
     * An expression, which has a type, on each row.
     *
     * @param rows plain values (see {@link io.millrace.testkit.canonical.CanonicalText}) in the order of the columns
     */
    List<Result> evaluate(
            String expression, Schema inputs, List<? extends List<? extends @Nullable Object>> rows, ZoneId zone);

    /** What became of typing. */
    sealed interface Typing {

        /** The expression has a type. */
        record Typed(DataType type) implements Typing {
            @Override
            public String toString() {
                return type.toString();
            }
        }

        /** The expression has a problem. */
        record Refused(String problem) implements Typing {
            @Override
            public String toString() {
                return "refused: " + problem;
            }
        }
    }

    /** What became of a row. */
    sealed interface Result {

        /** A value as canonical text. */
        record Value(String text) implements Result {
            @Override
            public String toString() {
                return text;
            }
        }

        /**
         * The row fails.
         *
         * @param cause the name of the cause, such as {@code OVERFLOW}
         */
        record Failed(String cause, String message) implements Result {
            @Override
            public String toString() {
                return "fails, " + cause + ": " + message;
            }
        }
    }
}
