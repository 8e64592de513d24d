package io.millrace.model.text;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNull;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a YAML scalar means by the core schema (YAML 1.2.2, 10.3.2): {@code yes} and {@code 0777} are not a boolean and
 * an octal number but text and 777.
 */
final class YamlCore {

    static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /** The longest spelling that is looked at as a number; a longer one is text or beyond any bound. */
    private static final int LONGEST_HEXADECIMAL = 300;

    private YamlCore() {}

    /** What came of resolving a scalar. */
    sealed interface Resolved {}

    /** It means this value. */
    record Value(Json value) implements Resolved {}

    /** It cannot be accepted. */
    record Refused(ProblemCode code, String message) implements Resolved {}

    static Resolved resolve(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag().orElse("");
        if (tag.isEmpty()) {
            return event.isPlain() ? plain(text) : new Value(Json.of(text));
        }
        if (tag.equals("!") || tag.equals(TAG_PREFIX + "str")) {
            return new Value(Json.of(text));
        }
        Resolved resolved = plain(text);
        return tag.equals(TAG_PREFIX + tagOf(text))
                ? resolved
                : new Refused(ProblemCodes.YAML_UNSUPPORTED, tagRefusal(tag));
    }

    static String tagRefusal(String tag) {
        String shown = tag.startsWith(TAG_PREFIX) ? "!!" + tag.substring(TAG_PREFIX.length()) : tag;
        return "The tag `" + shown + "` has no meaning here; leave it out";
    }

    /** Whether this text, written plain, would be read back as this text. */
    static boolean isText(String plain) {
        return tagOf(plain).equals("str");
    }

    private static Resolved plain(String text) {
        return switch (tagOf(text)) {
            case "null" -> new Value(JsonNull.NULL);
            case "bool" -> new Value(Json.of(TRUE.matcher(text).matches()));
            case "int", "float" -> number(text);
            default -> new Value(Json.of(text));
        };
    }

    private static String tagOf(String text) {
        if (NULL.matcher(text).matches()) {
            return "null";
        }
        if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
            return "bool";
        }
        if (OCTAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            return "int";
        }
        if (DECIMAL.matcher(text).matches()) {
            return text.chars().allMatch(c -> c == '-' || c == '+' || c >= '0' && c <= '9') ? "int" : "float";
        }
        return NOT_FINITE.matcher(text).matches() ? "float" : "str";
    }

    private static Resolved number(String text) {
        if (NOT_FINITE.matcher(text).matches()) {
            return new Refused(
                    ProblemCodes.VALUE_RANGE, "`" + text + "` is no number that JSON can hold; quote it if it is text");
        }
        Optional<Json> number = DECIMAL.matcher(text).matches() ? Numbers.parse(text) : wholeNumber(text);
        return number.<Resolved>map(Value::new)
                .orElseGet(() -> new Refused(ProblemCodes.VALUE_RANGE, Numbers.refusal()));
    }

    private static Optional<Json> wholeNumber(String text) {
        if (text.length() > LONGEST_HEXADECIMAL) {
            return Optional.empty();
        }
        int radix = text.charAt(1) == 'x' ? 16 : 8;
        return Numbers.parse(new BigInteger(text.substring(2), radix).toString());
    }
}
