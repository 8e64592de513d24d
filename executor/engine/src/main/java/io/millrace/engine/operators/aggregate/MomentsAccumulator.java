package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variances and standard deviations, from the number of values, how far they are from the first one in sum, and the squares of that: each
 * of 106 bits. Far from zero nothing is lost, rows can be taken back, and parts be added, which may have begun with other values. NaN,
 * infinity and numbers whose squares are beyond DOUBLE are only counted: with one the result is NaN, and when it is taken back it is
 * a number again.
 */
final class MomentsAccumulator extends Accumulator {

    /** What becomes of the sums. */
    enum Result {
        VAR_POP(false, false),
        VAR_SAMP(true, false),
        STDDEV_POP(false, true),
        STDDEV_SAMP(true, true);

        private final boolean ofSample;
        private final boolean isRoot;

        Result(boolean ofSample, boolean isRoot) {
            this.ofSample = ofSample;
            this.isRoot = isRoot;
        }
    }

    /** The squares of numbers up to here, and as many of them as there can be, are within DOUBLE. */
    private static final double LARGEST = 0x1p480;

    private static final int COUNT = 0;
    private static final int SPECIAL = 1;

    // Each of two parts.
    private static final int ORIGIN = 2;
    private static final int SUM = 4;
    private static final int SQUARES = 6;
    private static final int COLUMNS = 8;

    private final Result result;

    /** Digits behind the point of the values; 0 unless DECIMAL. */
    private final int scale;

    private final boolean isFloating;
    private final long[] longs = new long[Batch.MAX_ROWS];
    private final double[] doubles = new double[Batch.MAX_ROWS];
    private final DoubleDouble value = new DoubleDouble();
    private final DoubleDouble sum = new DoubleDouble();
    private final Vector[] parts = new Vector[COLUMNS];
    private final DoubleDouble shift = new DoubleDouble();
    private final Decimal128 decimal = new Decimal128();

    MomentsAccumulator(int firstColumn, Result result, DataType argument) {
        super(firstColumn);
        this.result = result;
        isFloating = switch (argument.physical()) {
            case FLOAT, DOUBLE -> true;
            case BYTE, SHORT, INT, LONG, WIDE -> false;
            case BOOLEAN, NANOS, BYTES, ARRAY, MAP, ROW ->
                throw new IllegalArgumentException("There is no variance of " + argument);
        };
        scale = argument.type() instanceof DecimalType type ? type.scale() : 0;
    }

    /** The number of values, of those that are only counted, then the first value, the sum and the sum of squares. */
    @Override
    List<DataType> tableColumns() {
        DataType whole = ScalarType.BIGINT.notNull();
        DataType part = ScalarType.DOUBLE.notNull();
        return List.of(whole, whole, part, part, part, part, part, part);
    }

    @Override
    int partialColumns() {
        return COLUMNS;
    }

    @Override
    void update(
            Table table,
            @Nullable Vector argument,
            int @Nullable [] rows,
            int count,
            int[] slots,
            int @Nullable [] signs) {
        if (argument == null) {
            throw new IllegalArgumentException("A variance needs an argument");
        }
        WideVector wide = argument instanceof WideVector vector ? vector : null;
        if (isFloating) {
            Arguments.doubles(argument, rows, count, doubles);
        } else if (wide == null) {
            Arguments.longs(argument, rows, count, longs);
        }
        long[] counts = longs(table, COUNT);
        long[] specials = longs(table, SPECIAL);
        for (int i = 0; i < count; i++) {
            int sign = signs == null ? 1 : signs[i];
            boolean begins = counts[slots[i]] == specials[slots[i]];
            counts[slots[i]] += sign;
            if (isFloating) {
                if (!(Math.abs(doubles[i]) <= LARGEST)) {
                    specials[slots[i]] += sign;
                    continue;
                }
                value.set(doubles[i], 0);
            } else if (wide == null) {
                value.setLong(longs[i]);
            } else {
                int row = rows == null ? i : rows[i];
                setWide(wide.high()[row], wide.low()[row]);
            }
            if (begins) {
                begin(table, slots[i], value.high(), value.low());
            }
            value.add(-doubles(table, ORIGIN)[slots[i]], -doubles(table, ORIGIN + 1)[slots[i]]);
            double high = value.high();
            double low = value.low();
            add(table, SUM, slots[i], sign * high, sign * low);
            value.multiply(high, low);
            add(table, SQUARES, slots[i], sign * value.high(), sign * value.low());
        }
    }

    private void setWide(long high, long low) {
        // The lower half has no sign.
        value.setLong(low >>> 1);
        double lowerHigh = value.high();
        double lowerLow = value.low();
        value.add(lowerHigh, lowerLow);
        value.add((double) (low & 1), 0);
        lowerHigh = value.high();
        lowerLow = value.low();
        value.setLong(high);
        value.set(value.high() * 0x1p64, value.low() * 0x1p64);
        value.add(lowerHigh, lowerLow);
    }

    /** Adds to one of the sums, whose parts begin at a column. */
    private void add(Table table, int column, int slot, double high, double low) {
        double[] highs = doubles(table, column);
        double[] lows = doubles(table, column + 1);
        sum.set(highs[slot], lows[slot]);
        sum.add(high, low);
        highs[slot] = sum.high();
        lows[slot] = sum.low();
    }

    /** A group has its first value. */
    private void begin(Table table, int slot, double high, double low) {
        doubles(table, ORIGIN)[slot] = high;
        doubles(table, ORIGIN + 1)[slot] = low;
        for (int column = SUM; column < COLUMNS; column++) {
            doubles(table, column)[slot] = 0;
        }
    }

    /** Rows can be taken back, but what is left of the last of 106 bits depends on what came and went. */
    @Override
    Running running() {
        return Running.ANEW;
    }

    @Override
    void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots) {
        for (int i = 0; i < COLUMNS; i++) {
            parts[i] = batch.column(column + i);
        }
        addParts(table, rows, count, slots);
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        for (int i = 0; i < COLUMNS; i++) {
            parts[i] = from.value(firstColumn + i);
        }
        addParts(table, fromSlots, count, slots);
    }

    private void addParts(Table table, int @Nullable [] rows, int count, int[] slots) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int slot = slots[i];
            long values = ((LongVector) parts[COUNT]).values()[row];
            long special = ((LongVector) parts[SPECIAL]).values()[row];
            if (values != special) {
                if (longs(table, COUNT)[slot] == longs(table, SPECIAL)[slot]) {
                    begin(table, slot, part(ORIGIN, row), part(ORIGIN + 1, row));
                }
                addPart(table, slot, row, values - special);
            }
            longs(table, COUNT)[slot] += values;
            longs(table, SPECIAL)[slot] += special;
        }
    }

    /** Adds sums that count from another value: each of theirs is further by how far these are apart. */
    private void addPart(Table table, int slot, int row, long values) {
        shift.set(part(ORIGIN, row), part(ORIGIN + 1, row));
        shift.add(-doubles(table, ORIGIN)[slot], -doubles(table, ORIGIN + 1)[slot]);
        double high = shift.high();
        double low = shift.low();
        // The squares: those there, twice the sum by the shift, and the square of the shift for each.
        add(table, SQUARES, slot, part(SQUARES, row), part(SQUARES + 1, row));
        value.set(part(SUM, row), part(SUM + 1, row));
        value.multiply(2 * high, 2 * low);
        add(table, SQUARES, slot, value.high(), value.low());
        add(table, SUM, slot, part(SUM, row), part(SUM + 1, row));
        shift.multiply((double) values, 0);
        add(table, SUM, slot, shift.high(), shift.low());
        shift.multiply(high, low);
        add(table, SQUARES, slot, shift.high(), shift.low());
    }

    private double part(int column, int row) {
        return ((DoubleVector) parts[column]).values()[row];
    }

    @Override
    void writePartial(Table table, int[] slots, int count, Batch out, int column) {
        for (int i = 0; i < COLUMNS; i++) {
            out.column(column + i).gather(0, table.value(firstColumn + i), slots, count);
        }
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        long[] counts = longs(table, COUNT);
        long[] specials = longs(table, SPECIAL);
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            long divisor = result.ofSample ? counts[slot] - 1 : counts[slot];
            if (divisor <= 0) {
                out.setNull(i);
            } else if (specials[slot] > 0) {
                Arguments.writeDouble(out, i, Double.NaN);
            } else {
                compute(table, slot, counts[slot], divisor);
                try {
                    write(out, i);
                } catch (RowError e) {
                    failures.failed(
                            i,
                            "The variance is outside of what " + out.type()
                                    + " can hold. Cast the argument to a wider type, such as DOUBLE.");
                }
            }
        }
    }

    /** The squares less what the mean takes of them, divided. */
    private void compute(Table table, int slot, long count, long divisor) {
        double sumHigh = doubles(table, SUM)[slot];
        double sumLow = doubles(table, SUM + 1)[slot];
        value.set(sumHigh, sumLow);
        value.multiply(sumHigh, sumLow);
        value.divide((double) count);
        sum.set(doubles(table, SQUARES)[slot], doubles(table, SQUARES + 1)[slot]);
        sum.add(-value.high(), -value.low());
        if (sum.high() < 0) {
            // Rounding alone makes it negative.
            sum.set(0, 0);
        }
        sum.divide((double) divisor);
        if (result.isRoot) {
            sum.squareRoot();
        }
    }

    private void write(Vector out, int row) {
        if (isFloating) {
            Arguments.writeDouble(out, row, sum.high());
            return;
        }
        int digits = result.isRoot ? scale : 2 * scale;
        if (out.type().type() instanceof DecimalType type) {
            BigDecimal exact = new BigDecimal(sum.high()).add(new BigDecimal(sum.low()));
            BigDecimal rounded = exact.scaleByPowerOfTen(-digits).setScale(type.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > type.precision()) {
                throw RowError.OVERFLOW;
            }
            decimal.set(rounded.unscaledValue());
            if (out instanceof WideVector wide) {
                wide.high()[row] = decimal.high();
                wide.low()[row] = decimal.low();
            } else {
                Arguments.writeLong(out, row, decimal.low());
            }
            return;
        }
        long whole = sum.toLong();
        Arguments.requireFits(whole, out);
        Arguments.writeLong(out, row, whole);
    }

    private long[] longs(Table table, int column) {
        return ((LongVector) table.value(firstColumn + column)).values();
    }

    private double[] doubles(Table table, int column) {
        return ((DoubleVector) table.value(firstColumn + column)).values();
    }
}
