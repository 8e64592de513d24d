package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.value.Utf8;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is done eight bytes at a time is what {@link String} does. */
class Utf8BytesTest {

    private static final String[] CHARACTERS = {"a", "z", "A", "Z", "@", "[", "`", "{", "0", "~", "é", "€", "😀"};

    /** Up to 40 characters; of ASCII only, half of the time. */
    private static String text(Random random) {
        int kinds = random.nextBoolean() ? 10 : CHARACTERS.length;
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(CHARACTERS[random.nextInt(kinds)]);
        }
        return text.toString();
    }

    /** The text in the middle of other bytes. */
    private static Utf8 within(String text) {
        byte[] bytes = ("é" + text + "zé").getBytes(UTF_8);
        Utf8 value = new Utf8();
        value.set(bytes, 2, bytes.length - 5);
        return value;
    }

    @Property
    void substringsAreThoseOfTheCharacters(@ForAll long seed) {
        Random random = new Random(seed);
        String text = text(random);
        int[] characters = text.codePoints().toArray();
        int from = random.nextInt(45);
        Utf8 out = new Utf8();

        Texts.substring(within(text), from + 1, out);

        int start = Math.min(from, characters.length);
        assertThat(out.toString()).isEqualTo(new String(characters, start, characters.length - start));
    }

    @Property
    void lettersChangeTheirCaseAndNothingElseDoes(@ForAll long seed) {
        String text = text(new Random(seed));
        Utf8 upper = new Utf8();
        Utf8 lower = new Utf8();

        Texts.upper(within(text), upper);
        Texts.lower(within(text), lower);

        assertThat(upper.toString()).isEqualTo(text.toUpperCase(Locale.ROOT));
        assertThat(lower.toString()).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
}
