package io.millrace.expr.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The calendar against java.time. */
class CalendarTest {

    private static final long FIRST = -62_135_596_800_000_000L;
    private static final long LAST = 253_402_300_799_999_999L;

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }

    @Property(tries = 5000)
    void daysAndDatesConvertBothWays(@ForAll @IntRange(min = -4_000_000, max = 100_000_000) int day) {
        LocalDate expected = LocalDate.ofEpochDay(day);
        long date = Civil.date(day);
        assertThat(LocalDate.of(Civil.year(date), Civil.month(date), Civil.day(date)))
                .isEqualTo(expected);
        assertThat(Civil.epochDay(Civil.year(date), Civil.month(date), Civil.day(date)))
                .isEqualTo(day);
    }

    @Property(tries = 5000)
    void fieldsAreThoseOfTheCalendar(@ForAll @LongRange(min = FIRST, max = LAST) long micros) {
        LocalDateTime time = time(micros);
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.YEAR)).isEqualTo(time.getYear());
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.QUARTER)).isEqualTo(time.get(IsoFields.QUARTER_OF_YEAR));
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.WEEK))
                .isEqualTo(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.ISOYEAR)).isEqualTo(time.get(IsoFields.WEEK_BASED_YEAR));
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.ISODOW))
                .isEqualTo(time.getDayOfWeek().getValue());
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.DOY)).isEqualTo(time.getDayOfYear());
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.HOUR)).isEqualTo(time.getHour());
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.SECOND)).isEqualTo(time.getSecond());
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.MICROSECOND))
                .isEqualTo(time.get(ChronoField.MICRO_OF_SECOND));
        assertThat(Extracts.fromTimestamp(micros, CalendarUnit.EPOCH)).isEqualTo(time.toEpochSecond(ZoneOffset.UTC));
    }

    @Property(tries = 5000)
    void floorAndCeilEncloseTheTimeByOneUnit(@ForAll @LongRange(min = FIRST, max = LAST) long micros) {
        for (CalendarUnit unit : CalendarUnit.values()) {
            if (!unit.isOfDays() && !unit.isOfTime()) {
                continue;
            }
            long floor = TimeRounding.floorTimestamp(micros, unit);
            long ceil = TimeRounding.ceilTimestamp(micros, unit);
            assertThat(floor).isLessThanOrEqualTo(micros);
            assertThat(ceil).isGreaterThanOrEqualTo(micros);
            assertThat(TimeRounding.floorTimestamp(floor, unit)).isEqualTo(floor);
            assertThat(TimeRounding.ceilTimestamp(ceil, unit)).isEqualTo(ceil);
            long next = unit.months() > 0 ? TimeArithmetic.plusMonths(floor, 1, unit.months()) : floor + unit.micros();
            assertThat(ceil).isEqualTo(floor == micros ? floor : next);
        }
        assertThat(time(TimeRounding.floorTimestamp(micros, CalendarUnit.MONTH)))
                .isEqualTo(time(micros).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1));
        assertThat(time(TimeRounding.floorTimestamp(micros, CalendarUnit.WEEK)).getDayOfWeek())
                .hasToString("SUNDAY");
    }

    @Property(tries = 3000)
    void monthsMoveAndCountLikeJavaTime(
            @ForAll @LongRange(min = FIRST / 2, max = LAST / 2) long micros,
            @ForAll @IntRange(min = -5_000, max = 5_000) int months) {
        long moved = TimeArithmetic.plusMonths(micros, months, 1);
        assertThat(time(moved)).isEqualTo(time(micros).plusMonths(months));
        int counted = TimeArithmetic.differenceMonths(micros, moved, 1);
        assertThat(Math.abs(counted - months)).isLessThanOrEqualTo(months < 0 ? 1 : 0);
        assertThat(TimeArithmetic.differenceMonths(moved, micros, 1)).isEqualTo(-counted);
    }

    @Property(tries = 3000)
    void zonesConvertLikeJavaTime(@ForAll @LongRange(min = FIRST, max = LAST) long micros) {
        for (String name :
                new String[] {"America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "+03:00"}) {
            ZoneId id = ZoneId.of(name);
            PipelineZone zone = new PipelineZone(id);
            Instant instant = time(micros).toInstant(ZoneOffset.UTC);
            LocalDateTime local = LocalDateTime.ofInstant(instant, id);
            assertThat(time(TimeConversions.toLocal(micros, zone))).isEqualTo(local);
            assertThat(time(TimeConversions.toInstant(micros, zone)).toInstant(ZoneOffset.UTC))
                    .isEqualTo(time(micros).atZone(id).toInstant());
        }
    }

    @Property(tries = 500)
    void theHoursAroundAClockChangeConvertLikeJavaTime(@ForAll @IntRange(min = -10_000, max = 10_000) int seconds) {
        ZoneId id = ZoneId.of("Europe/Berlin");
        PipelineZone zone = new PipelineZone(id);
        for (String change : new String[] {"2024-03-31T02:30:00", "2024-10-27T02:30:00", "2310-10-27T02:30:00"}) {
            LocalDateTime local = LocalDateTime.parse(change).plusSeconds(seconds);
            assertThat(time(TimeConversions.toInstant(micros(local), zone)).toInstant(ZoneOffset.UTC))
                    .isEqualTo(local.atZone(id).toInstant());
        }
    }

    @Property(tries = 3000)
    void timestampsPrintAndReadBack(
            @ForAll @LongRange(min = FIRST, max = LAST) long micros, @ForAll @IntRange(min = 0, max = 999) int nanos) {
        Utf8 text = new Utf8();
        TimeTexts.microsToText(micros, 6, text);
        assertThat(text.toString())
                .isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                        .format(time(micros)));
        assertThat(TimeParsing.textToMicros(text, 1)).isEqualTo(micros);
        TimestampNanos fine = new TimestampNanos();
        fine.setMicros(micros);
        fine.set(fine.millis(), fine.nanosOfMilli() + nanos);
        TimeTexts.nanosToText(fine, 9, text);
        TimestampNanos read = new TimestampNanos();
        TimeParsing.textToNanos(text, 1, read);
        assertThat(read).isEqualTo(fine);
    }

    @Property(tries = 3000)
    void aFormatReadsTheSameByBothOfItsWays(@ForAll @LongRange(min = FIRST, max = LAST) long micros) {
        for (String format : new String[] {
            "yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyyMMdd", "dd.MM.yyyy HH:mm:ss.SSS", "yyyy-MM-dd'T'HH:mm:ss'Z'"
        }) {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.US);
            String text = formatter.format(time(micros));
            long expected = micros(
                            format.contains("H")
                                    ? LocalDateTime.parse(text, formatter)
                                    : LocalDate.parse(text, formatter).atStartOfDay())
                    / 1_000;
            assertThat(DateTimePattern.compile(format).millis(Utf8.of(text))).isEqualTo(expected);
        }
    }
}
