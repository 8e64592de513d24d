package io.millrace.model.shape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What JSON a Java type is written as, and which of that JSON is allowed. */
public sealed interface Shape
        permits Shape.Scalar, Shape.ListOf, Shape.MapOf, Shape.OneOf, Shape.Anything, ObjectShape {

    /** A value without parts. */
    sealed interface Scalar extends Shape {}

    /** Text of a certain type, with what it means to whoever edits it. */
    record Text(TextType type, Meaning meaning) implements Scalar {}

    /** A duration, written as {@link io.millrace.model.Durations} does. */
    record Length(Optional<Duration> min, Optional<Duration> max) implements Scalar {}

    /** A whole number; {@code isInt} when its Java type is {@code int}, else it is {@code long}. */
    record Whole(boolean isInt, long min, long max) implements Scalar {

        /** Any number that fits the Java type. */
        static Whole ofType(boolean isInt) {
            return isInt
                    ? new Whole(true, Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : new Whole(false, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        /** Whether the Java type's own range is the only bound below. */
        public boolean isUnboundedBelow() {
            return min == ofType(isInt).min;
        }

        /** Whether the Java type's own range is the only bound above. */
        public boolean isUnboundedAbove() {
            return max == ofType(isInt).max;
        }
    }

    /** A number; {@code isDouble} when its Java type is {@code double}, else it is {@code BigDecimal}. */
    record Decimal(boolean isDouble, Optional<BigDecimal> min, Optional<BigDecimal> max) implements Scalar {}

    /** True or false. */
    record Flag() implements Scalar {}

    /** One of some names. */
    record Names(List<Name> names) implements Scalar {

        public Names {
            names = List.copyOf(names);
        }

        /** The names as they are written. */
        public List<String> spellings() {
            return names.stream().map(Name::json).toList();
        }
    }

    /**
     * A name that may be chosen.
     *
     * @param json how it is written
     * @param value what it means in Java
     * @param help a sentence for whoever chooses; may be empty
     */
    record Name(String json, Object value, String help) {}

    /**
     * A list.
     *
     * @param isSet whether its Java type is a set, so that order does not count
     * @param isDistinct whether equal elements are refused
     */
    record ListOf(Shape element, boolean isSet, boolean isDistinct, int minSize, int maxSize) implements Shape {

        /**
         * Whether each element says with the member {@code id} (or, for parameters, {@code name}) which one it is, so
         * that no two may say the same.
         */
        public boolean hasIdentities() {
            return element instanceof ObjectShape object && object.identity().isPresent();
        }
    }

    /** An object with any keys of one type and values of one shape. */
    record MapOf(TextType keys, Shape values) implements Shape {}

    /** An object whose member {@code tag} says which of some shapes the rest has. */
    record OneOf(String tag, List<Alternative> alternatives) implements Shape {

        public OneOf {
            alternatives = List.copyOf(alternatives);
        }

        /** The alternative of this name. */
        public Optional<Alternative> named(String name) {
            return alternatives.stream()
                    .filter(alternative -> alternative.name().equals(name))
                    .findFirst();
        }

        /** The names of all alternatives. */
        public List<String> names() {
            return alternatives.stream().map(Alternative::name).toList();
        }
    }

    /**
     * One of several shapes.
     *
     * @param name what the tag says
     * @param help a sentence for whoever chooses; may be empty
     */
    record Alternative(String name, String help, ObjectShape shape) {}

    /** Any JSON, or any JSON object. */
    record Anything(boolean isObject) implements Shape {}
}
