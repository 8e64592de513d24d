package io.millrace.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name a record has among the records of a sealed interface, as the member {@link Tagged#value} of its object says
 * it. Without one the name is the record's simple name with a small first letter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Variant {

    /** The name in JSON. */
    String value();

    /** A sentence for a person choosing between the variants. */
    String help() default "";
}
