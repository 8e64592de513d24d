package io.millrace.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 and base64. */
class BytesTextTest {

    @Property(tries = 3_000)
    void bytesAreUtf8WhenTheJdkSaysSo(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(Utf8Text.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(isUtf8(bytes));
    }

    @Property
    void codePointsAreCountedAsTheJdkCountsThem(@ForAll("texts") String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8Text.firstInvalid(bytes, 0, bytes.length)).isEqualTo(-1);
        assertThat(Utf8Text.codePoints(bytes, 0, bytes.length)).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Property
    void base64ComesBack(@ForAll byte[] bytes) {
        byte[] text = new byte[Base64Text.encodedLength(bytes.length)];
        Base64Text.encode(bytes, 0, bytes.length, text, 0);

        assertThat(text).isEqualTo(Base64.getEncoder().encode(bytes));
        assertThat(decoded(text)).hasValueSatisfying(back -> assertThat(back).isEqualTo(bytes));
        assertThat(decoded(Base64.getEncoder().withoutPadding().encode(bytes)))
                .hasValueSatisfying(back -> assertThat(back).isEqualTo(bytes));
    }

    @Property
    void base64IsDecodedInPlace(@ForAll byte[] bytes) {
        byte[] text = Base64.getEncoder().encode(bytes);

        int length = Base64Text.decode(text, 0, text.length, text, 0);

        assertThat(Arrays.copyOf(text, length)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "A", "A===", "AA=", "AAA==", "AA==A", "A A=", "AB==", "AAB=", "A-_A", "AAAA="})
    void whatIsNoBase64IsRefused(String text) {
        assertThat(decoded(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static Optional<byte[]> decoded(byte[] text) {
        int length = Base64Text.decodedLength(text, 0, text.length);
        if (length < 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        assertThat(Base64Text.decode(text, 0, text.length, bytes, 0)).isEqualTo(length);
        return Optional.of(bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'é', '€', '\u0000')
                .ofMaxLength(20)
                .map(text -> text + "\uD83D\uDE00");
    }

    /** Bytes that begin and go on sequences more often than chance would. */
    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<Integer> interesting = Arbitraries.of(
                0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee,
                0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff);
        return interesting.list().ofMaxSize(6).map(list -> {
            byte[] bytes = new byte[list.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (int) list.get(i);
            }
            return bytes;
        });
    }
}
