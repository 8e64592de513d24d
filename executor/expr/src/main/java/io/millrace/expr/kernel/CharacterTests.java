package io.millrace.expr.kernel;

import io.millrace.expr.value.Utf8;
import org.jspecify.annotations.Nullable;

/** What a text consists of. NULL, given as the one element of an array, and the empty text consist of nothing asked for. */
public final class CharacterTests {

    private CharacterTests() {}

    public static boolean isAlpha(@Nullable Object[] text) {
        if (!(text[0] instanceof Utf8 value) || value.length() == 0) {
            return false;
        }
        return value.toString().chars().allMatch(character -> Character.isLetter((char) character));
    }

    public static boolean isDigit(@Nullable Object[] text) {
        if (!(text[0] instanceof Utf8 value) || value.length() == 0) {
            return false;
        }
        return value.toString().chars().allMatch(character -> Character.isDigit((char) character));
    }

    /** Whether it can be read as a DOUBLE. */
    public static boolean isDecimal(@Nullable Object[] text) {
        if (!(text[0] instanceof Utf8 value) || value.length() == 0) {
            return false;
        }
        try {
            Double.parseDouble(value.toString());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
