package io.millrace.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    private final NumberText number = new NumberText();

    @Property(tries = 2_000)
    void doublesAreTheNearestToTheText(@ForAll("numbers") String text) {
        assertThat(read(text).toDouble()).isEqualTo(Double.parseDouble(text));
    }

    @Property(tries = 2_000)
    void floatsAreTheNearestToTheText(@ForAll("numbers") String text) {
        assertThat(read(text).toFloat()).isEqualTo(Float.parseFloat(text));
    }

    @Property(tries = 2_000)
    void everyDoubleComesBackFromItsText(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(read(Double.toString(value)).toDouble()).isEqualTo(value);
        }
    }

    @Property(tries = 2_000)
    void wholeNumbersAreExactOrRefused(@ForAll("numbers") String text) {
        BigDecimal exact = new BigDecimal(text);
        boolean fits = exact.stripTrailingZeros().scale() <= 0
                && exact.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                && exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;

        assertThat(read(text).toLong(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(fits);
        if (fits) {
            assertThat(number.value()).isEqualTo(exact.longValueExact());
        }
    }

    @Property(tries = 3_000)
    void decimalsAreRoundedOnceOrRefused(
            @ForAll("numbers") String text,
            @ForAll @IntRange(min = 1, max = 38) int precision,
            @ForAll @IntRange(min = 0, max = 38) int anyScale) {
        int scale = Math.min(anyScale, precision);
        BigInteger expected =
                new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP).unscaledValue();
        Optional<BigInteger> wanted =
                expected.abs().compareTo(BigInteger.TEN.pow(precision)) < 0 ? Optional.of(expected) : Optional.empty();

        assertThat(wideDecimal(text, precision, scale)).isEqualTo(wanted);
        if (precision <= 18) {
            boolean fits = read(text).toDecimal(precision, scale);
            assertThat(fits ? Optional.of(BigInteger.valueOf(number.value())) : Optional.empty())
                    .isEqualTo(wanted);
        }
    }

    /** Signs, zeros in front, digits at the limits of 64 bits, points anywhere, exponents. */
    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> sign = Arbitraries.of("", "-", "+");
        Arbitrary<String> whole = Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(5),
                Arbitraries.strings().numeric().ofMinLength(15).ofMaxLength(22),
                Arbitraries.of(
                        "9223372036854775807",
                        "9223372036854775808",
                        "18446744073709551615",
                        "18446744073709551616",
                        "9007199254740993",
                        "00000000000000000000001",
                        "999999999999999999",
                        "36893488147419103232"));
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.strings().numeric().ofMaxLength(20).map(digits -> "." + digits));
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.integers().between(-30, 30).map(power -> "e" + power),
                Arbitraries.integers().between(-350, 350).map(power -> "E" + power));
        return Combinators.combine(sign, whole, fraction, exponent).as((a, b, c, d) -> a + b + c + d);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", ".", "e5", "1e", "1e+", "1x", "0x10", " 1", "1 ", "1.2.3", "NaN", "--1"})
    void whatIsNoNumberIsRefused(String text) {
        byte[] bytes = bytes(text);

        assertThat(number.read(bytes, 0, bytes.length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "01", "-01", ".5", "5.", "1.e2", "-", "Infinity"})
    void jsonIsStricterThanSql(String text) {
        byte[] bytes = bytes(text + ",");

        assertThat(number.scanJson(bytes, 0, bytes.length)).isNotEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.5", "10", "-12.25e-3", "1E+5"})
    void aJsonNumberEndsWhereTheNextTokenBegins(String text) {
        byte[] bytes = bytes(text + ",");

        assertThat(number.scanJson(bytes, 0, bytes.length)).isEqualTo(text.length());
    }

    @Test
    void minusZeroStaysMinusZeroAsADouble() {
        assertThat(read("-0").toDouble()).isEqualTo(-0.0);
        assertThat(read("-0.0").toFloat()).isEqualTo(-0.0f);
    }

    @Test
    void wholeNumbersKeepToTheirBounds() {
        assertThat(read("127").toLong(-128, 127)).isTrue();
        assertThat(read("128").toLong(-128, 127)).isFalse();
        assertThat(read("-128.0").toLong(-128, 127)).isTrue();
        assertThat(read("1.5").toLong(-128, 127)).isFalse();
        assertThat(number.hasFraction()).isTrue();
    }

    @Test
    void aMillionDigitsAreRefusedWithoutBeingWorkedOut() {
        String text = "7".repeat(1_000_000);

        assertThat(read(text).toLong(Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
        assertThat(read(text).toWideDecimal(38, 0)).isFalse();
        assertThat(read("1e2147483648").toDecimal(18, 2)).isFalse();
        assertThat(read("1e-2147483648").toDecimal(18, 2)).isTrue();
        assertThat(number.value()).isZero();
    }

    private Optional<BigInteger> wideDecimal(String text, int precision, int scale) {
        if (!read(text).toWideDecimal(precision, scale)) {
            return Optional.empty();
        }
        BigInteger low = new BigInteger(Long.toUnsignedString(number.value()));
        return Optional.of(BigInteger.valueOf(number.high()).shiftLeft(64).add(low));
    }

    private NumberText read(String text) {
        byte[] bytes = bytes(text);
        assertThat(number.read(bytes, 0, bytes.length)).isTrue();
        return number;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
