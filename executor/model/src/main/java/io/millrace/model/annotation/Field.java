package io.millrace.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a form, a schema and a check know about a record component beyond its Java type. A component is required unless
 * its type is {@code Optional} or a default is given here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {

    /** Says that there is no {@link #defaultValue}; empty text may be one. */
    String NONE = "\0none";

    /** The key in JSON where it is not the component's name (booleans named {@code isX} are {@code x} already). */
    String name() default "";

    /** What the form calls it; without one the form makes words of the key. */
    String label() default "";

    /** One or two sentences, Markdown, for the person filling it in. */
    String help() default "";

    /** An example as it would be typed: JSON, or text where the JSON would be a string. */
    String example() default "";

    /** What absence means, written like {@link #example}. Makes the component optional. */
    String defaultValue() default NONE;

    /** What a text means; needed only where the Java type does not say it. */
    Kind kind() default Kind.INFERRED;

    /** For columns and expressions: the input port whose rows they are about, when the node has several. */
    String input() default "";

    /** The smallest number or the fewest elements allowed, or the shortest duration, as text. */
    String min() default "";

    /** The largest number or the most elements allowed, or the longest duration, as text. */
    String max() default "";

    /** Whether a form folds it away at first. */
    boolean advanced() default false;

    /** Whether a form gives it several lines. */
    boolean multiline() default false;

    /** Whether a list may hold equal elements only once. */
    boolean distinct() default false;

    /** What the text of a component means. */
    enum Kind {
        /** What the Java type says. */
        INFERRED,
        /** The name of a column of the input. */
        COLUMN,
        /** A SQL expression over the input's columns. */
        EXPRESSION,
        /** A SQL expression of type BOOLEAN. */
        CONDITION,
        /** A SQL query over the rows of all inputs, each by its name. */
        QUERY,
        /** A path below the files root, a directory or a glob. */
        PATH
    }
}
