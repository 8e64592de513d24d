package io.millrace.spi.format;

import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.text.TimeText;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the narrowest type that all values of a column have, as they are written: BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE,
 * DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ in ISO forms, or else STRING. What looks like a number and is none, such as {@code
 * 007}, is text. Fractions that all have the same number of digits, two or more, are DECIMAL, for that is how amounts are
 * written; others are DOUBLE.
 */
public final class TypeGuess {

    /** What the values so far may be. */
    private enum Candidate {
        BOOLEAN,
        WHOLE,
        NUMBER,
        DATE,
        TIME,
        TIMESTAMP
    }

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(?:\\.([0-9]+))?([eE][-+]?[0-9]+)?");

    /** Milliseconds, microseconds, nanoseconds. */
    private static final int DIGITS_OF_UNIT = 3;

    private final Set<Candidate> candidates;
    private final TimeText times = new TimeText();
    private boolean isEmpty = true;

    // Of numbers.
    private int mostWholeDigits;
    private boolean isInt = true;
    private boolean isLong = true;
    private boolean hasExponent;
    private int fewestFraction = Integer.MAX_VALUE;
    private int mostFraction;

    // Of timestamps.
    private boolean allOffsets = true;
    private boolean anyOffset;
    private int fractionDigits;

    private TypeGuess(Set<Candidate> candidates) {
        this.candidates = candidates;
    }

    /** Of a format in which everything is text: all types are possible. */
    public static TypeGuess ofAnything() {
        return new TypeGuess(EnumSet.allOf(Candidate.class));
    }

    /** Of a format that tells text from numbers: of text, only times are possible. */
    public static TypeGuess ofText() {
        return new TypeGuess(EnumSet.of(Candidate.DATE, Candidate.TIME, Candidate.TIMESTAMP));
    }

    /** Of a format that tells numbers from text. */
    public static TypeGuess ofNumbers() {
        return new TypeGuess(EnumSet.of(Candidate.WHOLE, Candidate.NUMBER));
    }

    /** A value, as it is written; one that is NULL says nothing and is not given. */
    public void add(String value) {
        isEmpty = false;
        candidates.removeIf(candidate -> !fits(candidate, value));
    }

    /** Whether no value came. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** The type, nullable, for a sample never shows that NULL cannot come. */
    public DataType type() {
        return new DataType(isEmpty ? CharacterType.STRING : sqlType(), true);
    }

    private SqlType sqlType() {
        if (candidates.contains(Candidate.BOOLEAN)) {
            return ScalarType.BOOLEAN;
        }
        if (candidates.contains(Candidate.WHOLE)) {
            return whole();
        }
        if (candidates.contains(Candidate.NUMBER)) {
            return number();
        }
        if (candidates.contains(Candidate.DATE)) {
            return ScalarType.DATE;
        }
        if (candidates.contains(Candidate.TIME)) {
            return new TimeType(fractionDigits == 0 ? 0 : TimeType.MAX_PRECISION);
        }
        if (candidates.contains(Candidate.TIMESTAMP) && anyOffset == allOffsets) {
            int precision = Math.max(DIGITS_OF_UNIT, Math.ceilDiv(fractionDigits, DIGITS_OF_UNIT) * DIGITS_OF_UNIT);
            return new TimestampType(precision, anyOffset);
        }
        return CharacterType.STRING;
    }

    private SqlType whole() {
        if (isInt) {
            return ScalarType.INT;
        }
        if (isLong) {
            return ScalarType.BIGINT;
        }
        return mostWholeDigits <= DecimalType.MAX_PRECISION
                ? new DecimalType(DecimalType.MAX_PRECISION, 0)
                : CharacterType.STRING;
    }

    private SqlType number() {
        boolean isAmount = !hasExponent && fewestFraction == mostFraction && mostFraction > 1;
        if (isAmount && mostWholeDigits + mostFraction <= DecimalType.MAX_COMPACT_PRECISION) {
            return new DecimalType(DecimalType.MAX_COMPACT_PRECISION, mostFraction);
        }
        return ScalarType.DOUBLE;
    }

    private boolean fits(Candidate candidate, String value) {
        return switch (candidate) {
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case WHOLE -> isWhole(value);
            case NUMBER -> isNumber(value);
            case DATE -> isTime(value, times::readDate);
            case TIME -> isTime(value, times::readTime) && noteFraction();
            case TIMESTAMP -> isTimestamp(value);
        };
    }

    private boolean isWhole(String value) {
        Matcher matcher = NUMBER.matcher(value);
        if (!matcher.matches() || matcher.group(2) != null || matcher.group(3) != null) {
            return false;
        }
        try {
            long number = Long.parseLong(value);
            isInt &= number == (int) number;
        } catch (NumberFormatException tooLarge) {
            isInt = false;
            isLong = false;
        }
        return true;
    }

    private boolean isNumber(String value) {
        Matcher matcher = NUMBER.matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        mostWholeDigits = Math.max(mostWholeDigits, matcher.group(1).length());
        int fraction = matcher.group(2) == null ? 0 : matcher.group(2).length();
        fewestFraction = Math.min(fewestFraction, fraction);
        mostFraction = Math.max(mostFraction, fraction);
        hasExponent |= matcher.group(3) != null;
        return true;
    }

    private boolean isTimestamp(String value) {
        if (!isTime(value, times::readTimestamp)) {
            return false;
        }
        allOffsets &= times.hasOffset();
        anyOffset |= times.hasOffset();
        return noteFraction();
    }

    /** Notes how fine the time is that was read last. */
    private boolean noteFraction() {
        int nanos = times.nanos();
        int digits = 0;
        for (int unit = 1_000_000_000; nanos % unit != 0; unit /= 10) {
            digits++;
        }
        fractionDigits = Math.max(fractionDigits, digits);
        return true;
    }

    /** Reads a time of some kind. */
    @FunctionalInterface
    private interface Reader {
        boolean read(byte[] bytes, int from, int to);
    }

    private static boolean isTime(String value, Reader reader) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && reader.read(bytes, 0, bytes.length);
    }
}
