package io.millrace.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record: the name it has among the records of a sealed interface, as the member {@link Tagged#value} of its object says
 * it. Without one the name is the record's simple name with a small first letter.
 *
 * <p>On an enum constant: its name in JSON. Without one that is the constant in camel case.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Variant {

    /** The name in JSON; empty for the one it has anyway. */
    String value() default "";

    /** A sentence for a person choosing between the variants. */
    String help() default "";
}
