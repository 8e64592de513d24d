package io.millrace.expr.kernel;

import java.util.Locale;
import java.util.Optional;

/** A field or a length of calendar time, named as in SQL. */
public enum CalendarUnit {
    MILLENNIUM(12_000, 0),
    CENTURY(1_200, 0),
    DECADE(120, 0),
    YEAR(12, 0),
    QUARTER(3, 0),
    MONTH(1, 0),
    WEEK(0, 7 * Civil.MICROS_PER_DAY),
    DAY(0, Civil.MICROS_PER_DAY),
    HOUR(0, 3_600_000_000L),
    MINUTE(0, 60_000_000L),
    SECOND(0, 1_000_000L),
    MILLISECOND(0, 1_000L),
    MICROSECOND(0, 1L),
    NANOSECOND(0, 0),
    EPOCH(0, 0),
    DOY(0, 0),
    DOW(0, 0),
    ISODOW(0, 0),
    ISOYEAR(0, 0);

    private final int months;
    private final long micros;

    CalendarUnit(int months, long micros) {
        this.months = months;
        this.micros = micros;
    }

    /** The unit of this name, in either case. */
    public static Optional<CalendarUnit> named(String name) {
        String word = name.toUpperCase(Locale.ROOT);
        for (CalendarUnit unit : values()) {
            if (unit.name().equals(word)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** Its length in months; 0 when it has none. */
    public int months() {
        return months;
    }

    /** Its length in microseconds; 0 when it has no fixed one. */
    public long micros() {
        return micros;
    }

    /** Whether it is a day or a whole number of days long. */
    public boolean isOfDays() {
        return months > 0 || micros >= Civil.MICROS_PER_DAY;
    }

    /** Whether it is shorter than a day and no shorter than a millisecond. */
    public boolean isOfTime() {
        return micros >= MILLISECOND.micros && micros < Civil.MICROS_PER_DAY;
    }
}
