package io.millrace.model.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record of one String component that is written as plain text: an id, a name. Its constructor refuses what
 * does not match with an {@link IllegalArgumentException} whose message a user can act on.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Text {

    /** The regular expression of the whole text, in the part of the syntax that Java and ECMAScript share. */
    String pattern();

    /** The pattern in words. */
    String description();
}
