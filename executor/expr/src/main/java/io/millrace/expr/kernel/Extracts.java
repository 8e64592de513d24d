package io.millrace.expr.kernel;

import io.millrace.expr.value.TimestampNanos;

/**
 * EXTRACT. Weeks are those of ISO 8601; DOW counts from Sunday as 1, ISODOW from Monday; parts of a second leave the
 * whole seconds away. The typing lets only units pass that the value has.
 */
public final class Extracts {

    private static final int MONTHS_PER_YEAR = 12;

    private Extracts() {}

    /** Of a DATE, which begins at midnight. */
    public static long fromDate(int epochDay, CalendarUnit unit) {
        return unit.isOfTime() ? 0 : ofDay(epochDay, unit);
    }

    /** Of a TIMESTAMP in microseconds. */
    public static long fromTimestamp(long micros, CalendarUnit unit) {
        return switch (unit) {
            case EPOCH -> Math.floorDiv(micros, Civil.MICROS_PER_SECOND);
            case NANOSECOND -> Math.floorMod(micros, Civil.MICROS_PER_SECOND) * 1_000;
            case MICROSECOND -> Math.floorMod(micros, Civil.MICROS_PER_SECOND);
            case MILLISECOND -> Math.floorMod(micros, Civil.MICROS_PER_SECOND) / 1_000;
            case SECOND -> Math.floorMod(Math.floorDiv(micros, Civil.MICROS_PER_SECOND), 60L);
            case MINUTE -> Math.floorMod(Math.floorDiv(micros, CalendarUnit.MINUTE.micros()), 60L);
            case HOUR -> Math.floorMod(Math.floorDiv(micros, CalendarUnit.HOUR.micros()), 24L);
            default -> ofDay(Civil.dayOfMicros(micros), unit);
        };
    }

    /** Of a TIMESTAMP beyond 6 digits. */
    public static long fromNanos(TimestampNanos time, CalendarUnit unit) {
        long nanosOfSecond = Math.floorMod(time.millis(), 1_000L) * 1_000_000L + time.nanosOfMilli();
        return switch (unit) {
            case NANOSECOND -> nanosOfSecond;
            case MICROSECOND -> nanosOfSecond / 1_000;
            case EPOCH -> Math.floorDiv(time.millis(), 1_000L);
            default -> fromTimestamp(time.millis() * 1_000, unit);
        };
    }

    /** Of a TIME in milliseconds of the day. */
    public static long fromTime(int millis, CalendarUnit unit) {
        return fromTimestamp(millis * 1_000L, unit);
    }

    /** Of an INTERVAL YEAR TO MONTH; each field has the sign of the interval. */
    public static long fromMonths(int months, CalendarUnit unit) {
        return switch (unit) {
            case YEAR -> months / MONTHS_PER_YEAR;
            case QUARTER -> months % MONTHS_PER_YEAR / 3 + 1;
            default -> months % MONTHS_PER_YEAR;
        };
    }

    /** Of an INTERVAL DAY TO SECOND in milliseconds; each field has the sign of the interval. */
    public static long fromMillis(long millis, CalendarUnit unit) {
        return switch (unit) {
            case DAY -> millis / Civil.MILLIS_PER_DAY;
            case HOUR -> millis / 3_600_000 % 24;
            case MINUTE -> millis / 60_000 % 60;
            case SECOND -> millis / 1_000 % 60;
            default -> millis % 1_000;
        };
    }

    private static long ofDay(int epochDay, CalendarUnit unit) {
        long date = Civil.date(epochDay);
        int year = Civil.year(date);
        return switch (unit) {
            case MILLENNIUM -> group(year, 1_000);
            case CENTURY -> group(year, 100);
            case DECADE -> Math.floorDiv(year, 10);
            case YEAR -> year;
            case QUARTER -> (Civil.month(date) - 1) / 3 + 1;
            case MONTH -> Civil.month(date);
            case WEEK -> Civil.isoWeek(epochDay);
            case DAY -> Civil.day(date);
            case DOY -> Civil.dayOfYear(epochDay, date);
            case DOW -> Civil.isoDayOfWeek(epochDay) % 7 + 1;
            case ISODOW -> Civil.isoDayOfWeek(epochDay);
            case ISOYEAR -> Civil.isoYear(epochDay);
            case EPOCH -> epochDay * 86_400L;
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND ->
                throw new IllegalArgumentException(unit + " is not a field of a day");
        };
    }

    /** Centuries and millennia begin with the year 1: 2000 is in the 20th century. */
    private static long group(int year, int size) {
        return year > 0 ? (year + size - 1) / size : -((size - 1 - year) / size);
    }
}
