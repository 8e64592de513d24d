package io.millrace.expr.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Numbers to text and back, and rounding, against java.math and the parsers of the JDK. */
class NumberConversionsTest {

    @Property(tries = 3000)
    void longsPrintAndReadBack(@ForAll long value) {
        Utf8 text = new Utf8();
        NumberTexts.longToText(value, text);
        assertThat(text).hasToString(Long.toString(value));
        assertThat(NumberParsing.textToLong(text)).isEqualTo(value);
        assertThat(NumberParsing.textToLong(Utf8.of("  " + value + ".999 "))).isEqualTo(value);
    }

    @Test
    void anIntegerBeyondItsTypeIsNoneAndADecimalOverflows() {
        for (String text : new String[] {"9223372036854775808", "-9223372036854775809", "99999999999999999999999"}) {
            assertThatThrownBy(() -> NumberParsing.textToLong(Utf8.of(text))).isSameAs(RowError.CAST_FAILED);
        }
        for (String text : new String[] {"1e999999999", "10", "9.995"}) {
            assertThatThrownBy(() -> NumberParsing.textToDecimal(Utf8.of(text), 2, 1_000))
                    .isSameAs(RowError.OVERFLOW);
        }
        assertThat(NumberParsing.textToDecimal(Utf8.of("1e-999999999"), 2, 1_000))
                .isZero();
    }

    @Property(tries = 3000)
    void doublesReadAsTheJdkReadsThem(@ForAll double value, @ForAll @IntRange(min = 0, max = 8) int scale) {
        String shown = Double.toString(value);
        assertThat(NumberParsing.textToDouble(Utf8.of(shown))).isEqualTo(value);
        if (Double.isFinite(value) && Math.abs(value) < 1e12) {
            String plain = BigDecimal.valueOf(value)
                    .setScale(scale, RoundingMode.HALF_UP)
                    .toPlainString();
            assertThat(NumberParsing.textToDouble(Utf8.of(plain))).isEqualTo(Double.parseDouble(plain));
        }
    }

    @Property(tries = 3000)
    void decimalsReadAsBigDecimal(
            @ForAll long unscaled,
            @ForAll @IntRange(min = 0, max = 25) int written,
            @ForAll @IntRange(min = 0, max = 10) int scale) {
        BigDecimal value = BigDecimal.valueOf(unscaled, written);
        Decimal128 out = new Decimal128();
        NumberParsing.textToWideDecimal(Utf8.of(value.toPlainString()), scale, 38, out);
        BigInteger expected = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
        assertThat(out.toBigInteger()).isEqualTo(expected);
        Utf8 text = new Utf8();
        NumberTexts.wideToText(out, scale, text);
        assertThat(text).hasToString(new BigDecimal(expected, scale).toPlainString());
    }

    @Property(tries = 5000)
    void doublesRoundAsTheirShortestDecimal(
            @ForAll double any,
            @ForAll @IntRange(min = -4, max = 12) int digits,
            @ForAll @IntRange(min = 0, max = 9) int shrink) {
        double value = Double.isFinite(any) ? any % 1e6 / Math.pow(10, shrink) : 0.125;
        double expected =
                BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
        assertThat(Numbers.roundDouble(value, digits) == expected)
                .as("%s to %s digits", value, digits)
                .isTrue();
    }

    @Test
    void halvesThatADoubleCannotHoldRoundUpAsTheyAreShown() {
        assertThat(Numbers.roundDouble(1.005, 2)).isEqualTo(1.01);
        assertThat(Numbers.roundDouble(2.675, 2)).isEqualTo(2.68);
        assertThat(Numbers.roundDouble(-0.5, 0)).isEqualTo(-1);
        assertThat(Numbers.roundDouble(Double.NaN, 2)).isNaN();
    }

    @Property(tries = 2000)
    void longsRoundHalvesAwayFromZero(@ForAll long value, @ForAll @IntRange(min = -20, max = 2) int digits) {
        BigInteger expected = digits >= 0
                ? BigInteger.valueOf(value)
                : BigDecimal.valueOf(value)
                        .setScale(digits, RoundingMode.HALF_UP)
                        .toBigInteger();
        if (expected.bitLength() < 64) {
            assertThat(Numbers.roundLong(value, digits)).isEqualTo(expected.longValueExact());
        } else {
            assertThatThrownBy(() -> Numbers.roundLong(value, digits)).isSameAs(RowError.OVERFLOW);
        }
    }
}
