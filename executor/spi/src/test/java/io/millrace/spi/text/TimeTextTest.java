package io.millrace.spi.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    private static final long YEAR_1 = -62_135_596_800L;
    private static final long YEAR_9999 = 253_402_300_799L;

    private final TimeText time = new TimeText();

    @Property
    void everyDateIsReadAsTheDayItIs(@ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
        LocalDate date = LocalDate.ofEpochDay(day);

        assertThat(readDate(date.toString())).isTrue();
        assertThat(time.days()).isEqualTo((int) day);
        assertThat(readDate(date.toString().replace('-', '/'))).isTrue();
        assertThat(time.days()).isEqualTo((int) day);
    }

    @Property
    void everyTimestampIsReadInBothSpellings(
            @ForAll @LongRange(min = YEAR_1, max = YEAR_9999) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        String iso =
                LocalDateTime.ofEpochSecond(second, (int) nanos, ZoneOffset.UTC).toString();

        for (String text : new String[] {iso, iso.replace('T', ' ')}) {
            assertThat(readTimestamp(text)).isTrue();
            assertThat(time.localSecond()).isEqualTo(second);
            assertThat(time.nanos()).isEqualTo((int) nanos);
            assertThat(time.hasOffset()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"Z,0", "+00:00,0", "+02:00,7200", "-0530,-19800", "+09,32400", "-18:00,-64800"})
    void anOffsetSaysHowFarTheClockIsAhead(String offset, int seconds) {
        assertThat(readTimestamp("2001-01-01T00:47:00" + offset)).isTrue();
        assertThat(time.hasOffset()).isTrue();
        assertThat(time.offsetSeconds()).isEqualTo(seconds);
        assertThat(time.localSecond() - seconds)
                .isEqualTo(OffsetDateTime.of(2001, 1, 1, 0, 47, 0, 0, ZoneOffset.ofTotalSeconds(seconds))
                        .toEpochSecond());
    }

    @Test
    void secondsAndTheTimeItselfMayBeMissing() {
        assertThat(readTimestamp("2001/01/01 00:47")).isTrue();
        assertThat(time.localSecond()).isEqualTo(978_310_020);
        assertThat(readTimestamp("2001-01-01")).isTrue();
        assertThat(time.localSecond()).isEqualTo(978_307_200);
    }

    @Test
    void aTimeOfDayIsKeptToTheMillisecond() {
        byte[] bytes = bytes("23:59:58.123987");

        assertThat(time.readTime(bytes, 0, bytes.length)).isTrue();
        assertThat(time.millisOfDay())
                .isEqualTo((int) (LocalTime.of(23, 59, 58, 123_000_000).toNanoOfDay() / 1_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2001",
                "2001-1-1",
                "2001-13-01",
                "2001-00-01",
                "2001-02-29",
                "1900-02-29",
                "2001-01-32",
                "0000-01-01",
                "2001-01/01",
                "2001-01-01T",
                "2001-01-01T24:00",
                "2001-01-01T00:60",
                "2001-01-01T00:00:60",
                "2001-01-01T00:00.5",
                "2001-01-01T00:00:00.",
                "2001-01-01T00:00:00.1234567890",
                "2001-01-01T00:00:00+",
                "2001-01-01T00:00:00+19:00",
                "2001-01-01T00:00:00+02:60",
                "2001-01-01T00:00:00 UTC",
                "2001-01-01x00:00",
                "20o1-01-01",
                "2001-01-0a",
                "2001-01-01T0x:00",
                "-001-01-01",
                "2001-01-01Z",
                "2001-01-01T00:00:00ZZ"
            })
    void whatIsNoTimestampIsRefused(String text) {
        assertThat(readTimestamp(text)).isFalse();
    }

    @Test
    void leapDaysExistInLeapYearsOnly() {
        assertThat(readDate("2000-02-29")).isTrue();
        assertThat(readDate("2004-02-29")).isTrue();
        assertThat(readDate("2100-02-29")).isFalse();
    }

    @Property
    void aZonesClocksAreReadAsTheJdkReadsThem(
            @ForAll @LongRange(min = -2_000_000_000L, max = 4_000_000_000L) long second) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        ZoneClock clock = new ZoneClock(zone);

        long utc = clock.toUtc(second);

        assertThat(utc)
                .isEqualTo(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)
                        .atZone(zone)
                        .toEpochSecond());
        assertThat(clock.toLocal(second))
                .isEqualTo(second
                        + zone.getRules()
                                .getOffset(java.time.Instant.ofEpochSecond(second))
                                .getTotalSeconds());
    }

    @Test
    void aClockSkipsAnHourInSpringAndShowsOneTwiceInAutumn() {
        ZoneClock clock = new ZoneClock(ZoneId.of("Europe/Berlin"));
        // 2001-03-25: 02:00 is followed by 03:00. 2001-10-28: 02:00 to 03:00 comes twice.
        long skipped = LocalDateTime.of(2001, 3, 25, 2, 30).toEpochSecond(ZoneOffset.UTC);
        long twice = LocalDateTime.of(2001, 10, 28, 2, 30).toEpochSecond(ZoneOffset.UTC);

        assertThat(clock.toUtc(skipped)).isEqualTo(skipped - 3_600);
        assertThat(clock.toUtc(twice)).isEqualTo(twice - 7_200);
    }

    private boolean readDate(String text) {
        byte[] bytes = bytes(text);
        return time.readDate(bytes, 0, bytes.length);
    }

    private boolean readTimestamp(String text) {
        byte[] bytes = bytes(text);
        return time.readTimestamp(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
