package io.millrace.expr.function;

import io.millrace.expr.Kernel;
import io.millrace.expr.Operand;
import io.millrace.expr.Operand.Argument;
import io.millrace.expr.Operand.IntConstant;
import io.millrace.expr.Operand.LongConstant;
import io.millrace.expr.function.Casts.Conversion;
import io.millrace.expr.kernel.TimeConversions;
import io.millrace.expr.value.Carrier;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimeType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;

/** The kernels of CAST between DATE, TIME, TIMESTAMP and TIMESTAMP_LTZ. */
final class TimeCasts {

    private TimeCasts() {}

    static boolean covers(SqlType type) {
        return type == ScalarType.DATE || type instanceof TimeType || type instanceof TimestampType;
    }

    static Conversion conversion(SqlType from, SqlType to) {
        if (from instanceof TimestampType source && to instanceof TimestampType target) {
            return betweenTimestamps(source, target);
        }
        if (to instanceof TimestampType target) {
            return toTimestamp(from, target);
        }
        if (from instanceof TimestampType source) {
            return fromTimestamp(source, to);
        }
        if (from instanceof TimeType source && to instanceof TimeType target) {
            return source.precision() <= target.precision()
                    ? Conversion.SAME
                    : through("timeToTime", from, to, unitMillis(target));
        }
        return new Conversion.Impossible("");
    }

    private static Conversion betweenTimestamps(TimestampType from, TimestampType to) {
        boolean cuts = to.precision() < from.precision();
        String source = from.isCompact() ? "micros" : "nanos";
        boolean zoned = from.local() != to.local();
        if (!zoned && !cuts && from.isCompact() == to.isCompact()) {
            return Conversion.SAME;
        }
        String kind = !zoned ? "" : to.local() ? "Instant" : "Local";
        List<Operand> constants = new ArrayList<>();
        if (to.isCompact()) {
            constants.add(unitMicros(to));
        } else if (!from.isCompact()) {
            constants.add(unitNanos(to));
        }
        if (zoned) {
            constants.add(new Operand.Zone());
        }
        String target = to.isCompact() ? (zoned ? kind : "Micros") : kind + "Nanos";
        return through(source + "To" + target, from, to, constants.toArray(Operand[]::new));
    }

    private static Conversion toTimestamp(SqlType from, TimestampType to) {
        String source = from == ScalarType.DATE ? "date" : "time";
        String target =
                to.local() ? (to.isCompact() ? "Instant" : "InstantNanos") : (to.isCompact() ? "Micros" : "Nanos");
        List<Operand> constants = new ArrayList<>();
        if (from instanceof TimeType && to.isCompact()) {
            constants.add(unitMicros(to));
        }
        if (to.local()) {
            constants.add(new Operand.Zone());
        }
        return through(source + "To" + target, from, to, constants.toArray(Operand[]::new));
    }

    private static Conversion fromTimestamp(TimestampType from, SqlType to) {
        String source = from.isCompact() ? "micros" : "nanos";
        String target = (from.local() ? "Local" : "") + (to == ScalarType.DATE ? "Date" : "Time");
        List<Operand> constants = new ArrayList<>();
        if (to instanceof TimeType time) {
            constants.add(unitMillis(time));
        }
        if (from.local()) {
            constants.add(new Operand.Zone());
        }
        return through(source + "To" + target, from, to, constants.toArray(Operand[]::new));
    }

    /** The length of the last digit, in microseconds. */
    static LongConstant unitMicros(TimestampType type) {
        return new LongConstant(power(TimestampType.MAX_COMPACT_PRECISION - type.precision()));
    }

    /** The length of the last digit, in nanoseconds. */
    static IntConstant unitNanos(TimestampType type) {
        return new IntConstant((int) power(TimestampType.MAX_PRECISION - type.precision()));
    }

    /** The length of the last digit, in milliseconds. */
    static IntConstant unitMillis(TimeType type) {
        return new IntConstant((int) power(TimeType.MAX_PRECISION - type.precision()));
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static Conversion through(String method, SqlType from, SqlType to, Operand... constants) {
        List<Operand> operands = new ArrayList<>();
        operands.add(Argument.of(0, from));
        operands.addAll(List.of(constants));
        return Conversion.Through.of(new Kernel(TimeConversions.class, method, operands, Carrier.of(to), false));
    }
}
