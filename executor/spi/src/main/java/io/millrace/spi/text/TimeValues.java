package io.millrace.spi.text;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import io.millrace.spi.format.RowEncoder.Buffer;
import java.time.ZoneId;

/**
 * Values of one DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ column between text and vector. Digits beyond the type's precision
 * are cut off. An instant without an offset is taken to be on the clocks of the pipeline's time zone; instants are written
 * in UTC.
 */
public final class TimeValues {

    private static final int[] NANOS_PER_UNIT = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private final SqlType type;
    private final ZoneClock zone;
    private final TimeText text = new TimeText();

    /** For values of this type, which {@link #isTime}. */
    public TimeValues(SqlType type, ZoneId timeZone) {
        if (!isTime(type)) {
            throw new IllegalArgumentException(type + " holds no times");
        }
        this.type = type;
        zone = new ZoneClock(timeZone);
    }

    /** Whether values of this type are dates or times. */
    public static boolean isTime(SqlType type) {
        return type == ScalarType.DATE || type instanceof TimeType || type instanceof TimestampType;
    }

    /**
     * Reads a text into a row.
     *
     * @return whether it is what the type wants; {@link #problem} says why not
     */
    public boolean read(byte[] bytes, int start, int end, Vector vector, int row) {
        return switch (type) {
            case TimestampType timestamp -> readTimestamp(timestamp, bytes, start, end, vector, row);
            case TimeType time -> {
                boolean isTime = text.readTime(bytes, start, end);
                int unit = NANOS_PER_UNIT[time.precision()] / 1_000_000;
                int millis = text.millisOfDay();
                ((IntVector) vector).values()[row] = unit <= 1 ? millis : millis - millis % unit;
                yield isTime;
            }
            default -> {
                boolean isDate = text.readDate(bytes, start, end);
                ((IntVector) vector).values()[row] = text.days();
                yield isDate;
            }
        };
    }

    private boolean readTimestamp(TimestampType timestamp, byte[] bytes, int start, int end, Vector vector, int row) {
        if (!text.readTimestamp(bytes, start, end) || text.hasOffset() && !timestamp.local()) {
            return false;
        }
        long second = text.localSecond();
        if (timestamp.local()) {
            second = text.hasOffset() ? second - text.offsetSeconds() : zone.toUtc(second);
        }
        int nanos = text.nanos() - text.nanos() % NANOS_PER_UNIT[timestamp.precision()];
        if (timestamp.isCompact()) {
            ((LongVector) vector).values()[row] = second * 1_000_000 + nanos / 1_000;
        } else {
            NanosVector fine = (NanosVector) vector;
            fine.millis()[row] = second * 1_000 + nanos / 1_000_000;
            fine.nanos()[row] = nanos % 1_000_000;
        }
        return true;
    }

    /** Why the last text was refused, as it goes on after "which": what it is not, and how to write it. */
    public String problem() {
        return switch (type) {
            case TimestampType timestamp
            when !timestamp.local() && text.hasOffset() ->
                "has an offset from UTC, which TIMESTAMP does not keep: declare the column as TIMESTAMP_LTZ("
                        + timestamp.precision() + ")";
            case TimestampType timestamp ->
                "is no time like 2001-01-31T13:45:00" + (timestamp.local() ? "Z" : "")
                        + ": declare the column as STRING and use TO_TIMESTAMP with its pattern";
            case TimeType _ -> "is no time of day like 13:45:00";
            default -> "is no date like 2001-01-31";
        };
    }

    /**
     * Writes the value of a row.
     *
     * @param separator what stands between date and time
     */
    public void write(Vector vector, int row, Buffer to, char separator) {
        switch (type) {
            case TimestampType timestamp -> writeTimestamp(timestamp, vector, row, to, separator);
            case TimeType time -> TextWriter.putTime(to, ((IntVector) vector).values()[row], time.precision());
            default -> TextWriter.putDate(to, ((IntVector) vector).values()[row]);
        }
    }

    private static void writeTimestamp(TimestampType timestamp, Vector vector, int row, Buffer to, char separator) {
        long second;
        int nanos;
        if (vector instanceof LongVector micros) {
            long value = micros.values()[row];
            second = Math.floorDiv(value, 1_000_000L);
            nanos = Math.floorMod(value, 1_000_000) * 1_000;
        } else {
            NanosVector fine = (NanosVector) vector;
            second = Math.floorDiv(fine.millis()[row], 1_000L);
            nanos = Math.floorMod(fine.millis()[row], 1_000) * 1_000_000 + fine.nanos()[row];
        }
        TextWriter.putTimestamp(to, second, nanos, timestamp.precision(), separator);
        if (timestamp.local()) {
            to.put((byte) 'Z');
        }
    }
}
