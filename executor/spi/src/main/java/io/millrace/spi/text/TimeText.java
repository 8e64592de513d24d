package io.millrace.spi.text;

/**
 * Dates and times read from text, in the spellings of ISO 8601 and of SQL:
 *
 * <pre>
 * date      = yyyy-MM-dd | yyyy/MM/dd                     years 0001 to 9999
 * time      = HH:mm [ :ss [ .fraction ] ]                 1 to 9 digits of fraction
 * timestamp = date [ ( "T" | " " ) time ] [ offset ]      without a time: midnight
 * offset    = "Z" | ( "+" | "-" ) HH [ [ ":" ] mm ]
 * </pre>
 *
 * <p>A register that is used again for each value.
 */
public final class TimeText {

    private static final int DAYS_TO_1970 = 719_528;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LARGEST_OFFSET_HOURS = 18;

    private byte[] data = new byte[0];
    private int place;
    private int end;

    private int days;
    private int secondOfDay;
    private int nanos;
    private boolean hasOffset;
    private int offsetSeconds;

    /** Reads a date; true when the whole text is one. */
    public boolean readDate(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        return date() && place == end;
    }

    /** Reads a time of day; true when the whole text is one. */
    public boolean readTime(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        return time() && place == end;
    }

    /** Reads a timestamp; true when the whole text is one. */
    public boolean readTimestamp(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        if (!date()) {
            return false;
        }
        if (place < end && (data[place] == 'T' || data[place] == ' ')) {
            place++;
            if (!time() || place < end && !offset()) {
                return false;
            }
        }
        return place == end;
    }

    private void begin(byte[] bytes, int from, int to) {
        data = bytes;
        place = from;
        end = to;
        days = 0;
        secondOfDay = 0;
        nanos = 0;
        hasOffset = false;
        offsetSeconds = 0;
    }

    private boolean date() {
        if (end - place < 10) {
            return false;
        }
        byte separator = data[place + 4];
        int year = 100 * pair(place) + pair(place + 2);
        int month = pair(place + 5);
        int day = pair(place + 8);
        if (separator != '-' && separator != '/' || data[place + 7] != separator) {
            return false;
        }
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        boolean isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > DAYS_OF_MONTH[month - 1] + (isLeap && month == 2 ? 1 : 0)) {
            return false;
        }
        int before = year - 1;
        days = before * 365
                + before / 4
                - before / 100
                + before / 400
                + DAYS_BEFORE_MONTH[month - 1]
                + (isLeap && month > 2 ? 1 : 0)
                + day
                + 365
                - DAYS_TO_1970;
        place += 10;
        return true;
    }

    private boolean time() {
        if (end - place < 5 || data[place + 2] != ':') {
            return false;
        }
        int hour = pair(place);
        int minute = pair(place + 3);
        int second = 0;
        place += 5;
        if (place < end && data[place] == ':') {
            if (end - place < 3) {
                return false;
            }
            second = pair(place + 1);
            place += 3;
            if (place < end && data[place] == '.' && !fraction()) {
                return false;
            }
        }
        secondOfDay = hour * 3_600 + minute * 60 + second;
        return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
    }

    private boolean fraction() {
        int first = ++place;
        int read = 0;
        while (place < end && place - first < 9 && isDigit(data[place])) {
            read = read * 10 + data[place] - '0';
            place++;
        }
        for (int digits = place - first; digits < 9; digits++) {
            read *= 10;
        }
        nanos = read;
        return place > first;
    }

    private boolean offset() {
        byte sign = data[place++];
        if (sign == 'Z') {
            hasOffset = true;
            return true;
        }
        if (sign != '+' && sign != '-' || end - place < 2) {
            return false;
        }
        int hours = pair(place);
        int minutes = 0;
        place += 2;
        if (place < end) {
            place += data[place] == ':' ? 1 : 0;
            if (end - place < 2) {
                return false;
            }
            minutes = pair(place);
            place += 2;
        }
        hasOffset = true;
        offsetSeconds = (hours * 3_600 + minutes * 60) * (sign == '-' ? -1 : 1);
        return hours >= 0 && hours <= LARGEST_OFFSET_HOURS && minutes >= 0 && minutes <= 59;
    }

    /** Two digits as a number; so far below zero that no sum can be right when they are none. */
    private int pair(int at) {
        byte tens = data[at];
        byte ones = data[at + 1];
        return isDigit(tens) && isDigit(ones) ? tens * 10 + ones - '0' * 11 : Short.MIN_VALUE;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** Days since 1970-01-01, of a date or timestamp. */
    public int days() {
        return days;
    }

    /** Milliseconds of the day, of a time; finer digits are cut off. */
    public int millisOfDay() {
        return secondOfDay * 1_000 + nanos / 1_000_000;
    }

    /** Seconds since 1970-01-01T00:00 on the clock the text was read from; the offset is not taken into account. */
    public long localSecond() {
        return (long) days * SECONDS_PER_DAY + secondOfDay;
    }

    /** Nanoseconds within the second. */
    public int nanos() {
        return nanos;
    }

    /** Whether the timestamp says how far its clock is from UTC. */
    public boolean hasOffset() {
        return hasOffset;
    }

    /** How far the clock is ahead of UTC. */
    public int offsetSeconds() {
        return offsetSeconds;
    }
}
