package io.millrace.model.json;

/**
 * Text. Any Unicode string; half a surrogate pair is refused because no UTF-8 file could carry it.
 *
 * @throws IllegalArgumentException (from the constructor) when the text holds half a surrogate pair
 */
public record JsonString(String value) implements Json {

    public JsonString {
        if (hasLoneSurrogate(value)) {
            throw new IllegalArgumentException("The text holds half of a surrogate pair");
        }
    }

    /** Whether the text holds half of a surrogate pair, so that it is not Unicode text. */
    public static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return CanonicalJson.print(this);
    }
}
