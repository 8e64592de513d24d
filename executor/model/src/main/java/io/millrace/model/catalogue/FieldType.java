package io.millrace.model.catalogue;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.PortName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the value of a config field is: which JSON it is, what it means, and so which editor a form gives it. */
@Tagged("kind")
public sealed interface FieldType {

    /** Any text. */
    @Variant("string")
    record Text(@Field(defaultValue = "false") boolean isMultiline, Optional<String> pattern) implements FieldType {}

    /** A whole number within a signed 64-bit integer. */
    @Variant("integer")
    record WholeNumber(Optional<Long> min, Optional<Long> max) implements FieldType {}

    /** Any number. */
    @Variant("number")
    record AnyNumber(Optional<BigDecimal> min, Optional<BigDecimal> max) implements FieldType {}

    /** True or false. */
    @Variant("boolean")
    record Flag() implements FieldType {}

    /** One of some names. */
    @Variant("enum")
    record Choice(List<Option> options) implements FieldType {

        public Choice {
            options = List.copyOf(options);
        }

        /** A name that can be chosen, with a sentence on what it means (may be empty). */
        public record Option(
                String value, @Field(defaultValue = "") String help) {}
    }

    /** A length of time, as {@link io.millrace.model.Durations} reads it. */
    @Variant("duration")
    record Length(Optional<Duration> min, Optional<Duration> max) implements FieldType {}

    /** The name of a column of the rows that enter by this port, or by the only one. */
    @Variant("column")
    record ColumnName(Optional<PortName> input) implements FieldType {}

    /** A SQL expression over the rows that enter by this port, or by the only one; a condition is one of type BOOLEAN. */
    @Variant("expression")
    record Expression(
            Optional<PortName> input,
            @Field(defaultValue = "false") boolean isCondition) implements FieldType {}

    /** A SQL query over the rows of all inputs, each by its name. */
    @Variant("query")
    record Query() implements FieldType {}

    /** The spelling of a SQL type. */
    @Variant("sqlType")
    record SqlTypeName() implements FieldType {}

    /** A path below the files root. */
    @Variant("path")
    record FilePath() implements FieldType {}

    /** The name of a secret, as {@code {secret: name}}; the value never stands in a document. */
    @Variant("secret")
    record Secret() implements FieldType {}

    /** The immutable id of a list element. */
    @Variant("elementId")
    record ElementIdentity() implements FieldType {}

    /** An object with these fields. */
    @Variant("object")
    record ObjectOf(List<ConfigField> fields) implements FieldType {

        public ObjectOf {
            fields = List.copyOf(fields);
        }
    }

    /** An object that has the fields of one of these variants, and under the key {@code tag} that variant's name. */
    @Variant("union")
    record OneOf(String tag, List<Alternative> alternatives) implements FieldType {

        public OneOf {
            alternatives = List.copyOf(alternatives);
        }

        /** One of the variants. */
        public record Alternative(
                String value, @Field(defaultValue = "") String help, List<ConfigField> fields) {

            public Alternative {
                fields = List.copyOf(fields);
            }
        }
    }

    /**
     * A list.
     *
     * @param of what each element is
     * @param hasIds whether each element is an object with an immutable {@code id}, unique in the list
     * @param isDistinct whether equal elements are refused
     */
    @Variant("list")
    record ListOf(
            FieldType of,
            @Field(defaultValue = "false") boolean hasIds,
            @Field(defaultValue = "false") boolean isDistinct,
            Optional<Integer> minSize,
            Optional<Integer> maxSize)
            implements FieldType {}

    /** An object with any keys, all values of one type. */
    @Variant("map")
    record MapOf(FieldType of) implements FieldType {}

    /** Any JSON value. */
    @Variant("any")
    record Anything() implements FieldType {}
}
