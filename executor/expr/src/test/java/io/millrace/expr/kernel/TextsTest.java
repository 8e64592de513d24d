package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.Utf8;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Texts against {@link String}, LIKE against regular expressions. */
class TextsTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "A",
                        "z",
                        "Z",
                        " ",
                        "x",
                        "é",
                        "ß",
                        "€",
                        "😀",
                        "İ",
                        "%",
                        "_",
                        "0",
                        "\n",
                        "hello world",
                        "abab")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "%", "_", "é", "😀", "%%", "ab", "\n")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> fewLetters() {
        return Arbitraries.of("a", "b", "é", "😀", "\n", "\r", "\u2028")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    /** The text in the middle of other bytes, as in a batch. */
    private static Utf8 in(String text) {
        byte[] bytes = ("##" + text + "é##").getBytes(UTF_8);
        Utf8 value = new Utf8();
        value.set(bytes, 2, text.getBytes(UTF_8).length);
        return value;
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }

    @Property(tries = 2000)
    void caseFollowsString(@ForAll("texts") String text) {
        Utf8 out = new Utf8();
        Texts.upper(in(text), out);
        assertThat(out).hasToString(text.toUpperCase(Locale.ROOT));
        Texts.lower(in(text), out);
        assertThat(out).hasToString(text.toLowerCase(Locale.ROOT));
    }

    @Property(tries = 2000)
    void lengthCountsCodePoints(@ForAll("texts") String text) {
        assertThat(Texts.charLength(in(text))).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Property(tries = 4000)
    void substringTakesCodePointsFromEitherEnd(
            @ForAll("texts") String text,
            @ForAll @IntRange(min = -20, max = 20) int position,
            @ForAll @IntRange(min = -2, max = 20) int length) {
        int[] points = points(text);
        int from = position > 0 ? position - 1 : position == 0 ? 0 : points.length + position;
        boolean outside = from < 0 || from > points.length;
        Utf8 out = new Utf8();
        Texts.substring(in(text), position, out);
        assertThat(out).hasToString(outside ? "" : new String(points, from, points.length - from));
        NullFlag isNull = new NullFlag();
        Texts.substring(in(text), position, length, out, isNull);
        assertThat(isNull.isRaised()).isEqualTo(length < 0);
        if (length >= 0) {
            int count = outside ? 0 : Math.min(length, points.length - from);
            assertThat(out).hasToString(outside ? "" : new String(points, from, count));
        }
    }

    @Property(tries = 2000)
    void positionCountsCodePoints(@ForAll("texts") String text, @ForAll("texts") String wanted) {
        int at = text.indexOf(wanted);
        int expected = wanted.isEmpty() ? 1 : at < 0 ? 0 : text.codePointCount(0, at) + 1;
        assertThat(Texts.position(in(wanted), in(text))).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void replaceFollowsString(
            @ForAll("texts") String text, @ForAll("fewLetters") String wanted, @ForAll("texts") String replacement) {
        if (!wanted.isEmpty()) {
            Utf8 out = new Utf8();
            Texts.replace(in(text), in(wanted), in(replacement), out);
            assertThat(out).hasToString(text.replace(wanted, replacement));
        }
    }

    @Property(tries = 2000)
    void trimTakesOffAnyOfTheCharacters(@ForAll("texts") String text, @ForAll("texts") String characters) {
        int[] points = points(text);
        int from = 0;
        int to = points.length;
        while (from < to && characters.codePoints().boxed().toList().contains(points[from])) {
            from++;
        }
        Utf8 out = new Utf8();
        Texts.trimLeading(in(text), in(characters), out);
        assertThat(out).hasToString(new String(points, from, to - from));
        while (from < to && characters.codePoints().boxed().toList().contains(points[to - 1])) {
            to--;
        }
        Texts.trim(in(text), in(characters), out);
        assertThat(out).hasToString(new String(points, from, to - from));
    }

    @Property(tries = 5000)
    void likeMeansTheRegularExpressionThatFlinkUses(
            @ForAll("fewLetters") String text, @ForAll("patterns") String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c ->
                        regex.append(c == '%' ? "(?s:.*)" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
        boolean expected = Pattern.matches(regex.toString(), text);
        LikePattern compiled = LikePattern.compile(in(pattern), new Utf8());
        assertThat(Likes.like(in(text), compiled))
                .as("%s LIKE %s", text, pattern)
                .isEqualTo(expected);
        assertThat(Likes.like(in(text), in(pattern)))
                .as("%s LIKE %s", text, pattern)
                .isEqualTo(expected);
    }

    @Property(tries = 1000)
    void anEscapedTextMatchesItselfOnly(@ForAll("texts") String text, @ForAll("texts") String other) {
        String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        LikePattern compiled = LikePattern.compile(in(escaped), in("!"));
        assertThat(Likes.like(in(text), compiled)).isTrue();
        assertThat(Likes.like(in(other), compiled)).isEqualTo(other.equals(text));
        assertThat(Likes.like(in(other), in(escaped), in("!"))).isEqualTo(other.equals(text));
    }

    @Test
    void aHostilePatternOnALongTextEnds() {
        Utf8 text = Utf8.of("a".repeat(200_000));
        LikePattern pattern = LikePattern.compile(Utf8.of("%a".repeat(500) + "%b"), new Utf8());
        assertThat(Likes.like(text, pattern)).isFalse();
    }

    @Test
    void malformedUtf8PassesThroughEveryFunction() {
        Utf8 broken = Utf8.of(new byte[] {(byte) 0x80, 'a', (byte) 0xF0, (byte) 0x9F, 'b', (byte) 0xC3});
        Utf8 out = new Utf8();
        NullFlag isNull = new NullFlag();
        assertThat(Texts.charLength(broken)).isBetween(3, 6);
        for (int position = -8; position < 8; position++) {
            Texts.substring(broken, position, 2, out, isNull);
            Texts.substring(broken, position, out);
        }
        Texts.trim(broken, broken, out);
        Texts.upper(broken, out);
        Texts.replace(broken, Utf8.of("a"), broken, out);
        Likes.like(broken, LikePattern.compile(Utf8.of("_a%_"), new Utf8()));
        Likes.like(broken, broken);
        TextConversions.fitText(broken, 10, out);
        TextConversions.bytesToText(broken, out);
        assertThat(out.toString()).contains("a").contains("\uFFFD");
    }
}
