package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;

/**
 * The proleptic Gregorian calendar on days since 1970-01-01, without allocation. Conversions after Howard Hinnant,
 * chrono-Compatible Low-Level Date Algorithms.
 */
final class Civil {

    static final long MICROS_PER_SECOND = 1_000_000L;
    static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
    static final int MILLIS_PER_DAY = 86_400_000;

    /** From 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_EPOCH = 719_468;

    private static final int DAYS_PER_ERA = 146_097;

    private Civil() {}

    /** The calendar date of a day, to be taken apart by {@link #year}, {@link #month} and {@link #day}. */
    static long date(int epochDay) {
        long shifted = (long) epochDay + DAYS_TO_EPOCH;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        return (year << 16) | (month << 8) | day;
    }

    static int year(long date) {
        return (int) (date >> 16);
    }

    static int month(long date) {
        return (int) (date >> 8) & 0xFF;
    }

    static int day(long date) {
        return (int) date & 0xFF;
    }

    /** The day of a date, whose day of month may lie outside its month. */
    static long epochDay(long year, int month, int day) {
        long shiftedYear = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shiftedYear, 400L);
        int yearOfEra = (int) (shiftedYear - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
    }

    static boolean isLeap(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    static int lengthOfMonth(long year, int month) {
        if (month == 2) {
            return isLeap(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /**
     * The day {@code months} months later, the last one of its month when that is too short.
     *
     * @throws RowError OVERFLOW when it does not fit
     */
    static int plusMonths(int epochDay, long months) {
        long date = date(epochDay);
        long total = year(date) * 12L + (month(date) - 1) + clamp(months);
        long year = Math.floorDiv(total, 12L);
        int month = (int) (total - year * 12) + 1;
        long result = epochDay(year, month, Math.min(day(date), lengthOfMonth(year, month)));
        if ((int) result != result) {
            throw RowError.OVERFLOW;
        }
        return (int) result;
    }

    /** So many months leave every type; kept small so that nothing overflows on the way to noticing. */
    private static long clamp(long months) {
        return Math.max(-(1L << 40), Math.min(1L << 40, months));
    }

    /** Monday is 1. */
    static int isoDayOfWeek(int epochDay) {
        return Math.floorMod(epochDay + 3L, 7) + 1;
    }

    static int dayOfYear(int epochDay, long date) {
        return (int) (epochDay - epochDay(year(date), 1, 1)) + 1;
    }

    /** The year that the ISO week of the day belongs to: that of its Thursday. */
    static int isoYear(int epochDay) {
        return year(date(thursday(epochDay)));
    }

    static int isoWeek(int epochDay) {
        int thursday = thursday(epochDay);
        return (dayOfYear(thursday, date(thursday)) - 1) / 7 + 1;
    }

    private static int thursday(int epochDay) {
        return epochDay - isoDayOfWeek(epochDay) + 4;
    }

    /** The day that microseconds since 1970-01-01T00:00 lie in. */
    static int dayOfMicros(long micros) {
        return (int) Math.floorDiv(micros, MICROS_PER_DAY);
    }

    /**
     * Microseconds of the start of a day.
     *
     * @throws RowError OVERFLOW beyond the range of a timestamp
     */
    static long microsOfDay(long epochDay) {
        long micros = epochDay * MICROS_PER_DAY;
        if (Math.multiplyHigh(epochDay, MICROS_PER_DAY) != micros >> 63) {
            throw RowError.OVERFLOW;
        }
        return micros;
    }

    /**
     * {@code micros + count * unit}.
     *
     * @throws RowError OVERFLOW beyond the range of a timestamp
     */
    static long plus(long micros, long count, long unit) {
        return Arithmetic.addLong(micros, Arithmetic.multiplyLong(count, unit));
    }
}
