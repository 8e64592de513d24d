package io.millrace.model.shape;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A Java type that is written as text.
 *
 * @param type the Java type
 * @param pattern the regular expression of the whole text, where there is one
 * @param parse text to value; throws {@link IllegalArgumentException} with a message for the user
 * @param print value to text; {@code parse} reads it back
 */
public record TextType(
        Class<?> type, Optional<String> pattern, Function<String, Object> parse, Function<Object, String> print) {

    /** Plain strings. */
    public static final TextType STRING =
            new TextType(String.class, Optional.empty(), text -> text, value -> (String) value);

    /** Strings that match a regular expression. */
    public static TextType matching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new TextType(
                String.class,
                Optional.of(pattern),
                text -> {
                    if (!compiled.matcher(text).matches()) {
                        throw new IllegalArgumentException(
                                "`" + Place.shortened(text) + "` is not written as the pattern `" + pattern + "` says");
                    }
                    return text;
                },
                value -> (String) value);
    }
}
