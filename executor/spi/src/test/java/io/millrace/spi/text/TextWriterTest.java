package io.millrace.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.format.RowEncoder.Buffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TextWriterTest {

    @Property
    void wholeNumbersAreWrittenAsTheJdkWritesThem(@ForAll long value) {
        assertThat(written(to -> TextWriter.putLong(to, value))).isEqualTo(Long.toString(value));
    }

    @Test
    void theEndsOfTheRangeAreWritten() {
        for (long value : new long[] {
            Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 9, 10, 99, 100, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L
        }) {
            assertThat(written(to -> TextWriter.putLong(to, value))).isEqualTo(Long.toString(value));
        }
    }

    @Property
    void decimalsKeepAllDigitsOfTheirScale(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long unscaled,
            @ForAll @IntRange(min = 0, max = 18) int scale) {
        assertThat(written(to -> TextWriter.putDecimal(to, unscaled, scale)))
                .isEqualTo(BigDecimal.valueOf(unscaled, scale).toPlainString());
    }

    @Property
    void wideDecimalsKeepAllDigitsOfTheirScale(
            @ForAll long high, @ForAll long low, @ForAll @IntRange(min = 0, max = 38) int scale) {
        BigInteger unscaled = BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));

        assertThat(written(to -> TextWriter.putWideDecimal(to, high, low, scale)))
                .isEqualTo(new BigDecimal(unscaled, scale).toPlainString());
    }

    @Property
    void datesAreWrittenAsTheJdkWritesThem(@ForAll @IntRange(min = -719_528, max = 2_932_896) int days) {
        assertThat(written(to -> TextWriter.putDate(to, days)))
                .isEqualTo(LocalDate.ofEpochDay(days).toString());
    }

    @Property
    void timestampsHaveAsManyDigitsAsTheirPrecision(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos,
            @ForAll @IntRange(min = 1, max = 9) int precision) {
        String pattern = "yyyy-MM-dd'T'HH:mm:ss." + "S".repeat(precision);

        assertThat(written(to -> TextWriter.putTimestamp(to, second, nanos, precision, 'T')))
                .isEqualTo(LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern(pattern)));
    }

    @Test
    void wholeSecondsHaveNoPoint() {
        assertThat(written(to -> TextWriter.putTimestamp(to, 978_310_020, 0, 0, ' ')))
                .isEqualTo("2001-01-01 00:47:00");
        assertThat(written(to -> TextWriter.putTime(to, 86_399_250, 2))).isEqualTo("23:59:59.25");
    }

    private static String written(Consumer<Buffer> write) {
        Buffer buffer = new Buffer();
        buffer.put((byte) '[');
        write.accept(buffer);
        return new String(buffer.bytes(), 1, buffer.size() - 1, StandardCharsets.UTF_8);
    }
}
