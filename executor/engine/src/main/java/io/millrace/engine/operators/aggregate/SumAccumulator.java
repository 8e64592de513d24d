package io.millrace.engine.operators.aggregate;

import io.millrace.columns.Batch;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.expr.kernel.WideDecimals;
import io.millrace.expr.value.Decimal128;
import io.millrace.expr.value.RowError;
import io.millrace.model.type.DataType;
import io.millrace.model.type.DecimalType;
import io.millrace.model.type.ScalarType;
import io.millrace.spi.state.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG: a sum in the next wider carrier and the number of values in it. Sums of TINYINT to INT are kept in a long,
 * of BIGINT and DECIMAL in 128 bits, of FLOAT and DOUBLE in a double; whether the result fits its type is looked at when
 * it is written, so it does not depend on the order of the rows or on how they were spread.
 */
final class SumAccumulator extends Accumulator {

    /** What becomes of sum and count. */
    enum Result {
        SUM,
        AVERAGE
    }

    private enum Width {
        LONG,
        WIDE,
        DOUBLE
    }

    /** How many of the upper bits of a count say how often its sum of 128 bits went around; the others are for more rows than come. */
    private static final int AROUND_BITS = 16;

    /** Once around. */
    private static final long AROUND = 1L << Long.SIZE - AROUND_BITS;

    private static final Decimal128 ZERO = Decimal128.of(0);

    private final Result result;
    private final Width width;

    /** Digits behind the point of the sum; 0 unless DECIMAL. */
    private final int scale;

    private final long[] longs = new long[Batch.MAX_ROWS];
    private final double[] doubles = new double[Batch.MAX_ROWS];
    private final Decimal128 sum = new Decimal128();
    private final Decimal128 divisor = new Decimal128();
    private final Decimal128 quotient = new Decimal128();
    private final Decimal128 checked = new Decimal128();

    SumAccumulator(int firstColumn, Result result, DataType argument) {
        super(firstColumn);
        this.result = result;
        width = switch (argument.physical()) {
            case BYTE, SHORT, INT -> Width.LONG;
            case LONG, WIDE -> Width.WIDE;
            case FLOAT, DOUBLE -> Width.DOUBLE;
            case BOOLEAN, NANOS, BYTES, ARRAY, MAP, ROW ->
                throw new IllegalArgumentException("There is no sum of " + argument);
        };
        scale = argument.type() instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    @Override
    List<DataType> tableColumns() {
        DataType sumType =
                switch (width) {
                    case LONG -> ScalarType.BIGINT.notNull();
                    case WIDE -> new DecimalType(DecimalType.MAX_PRECISION, scale).notNull();
                    case DOUBLE -> ScalarType.DOUBLE.notNull();
                };
        return List.of(sumType, ScalarType.BIGINT.notNull());
    }

    @Override
    int partialColumns() {
        return 2;
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
            throw new IllegalArgumentException("A sum needs an argument");
        }
        switch (width) {
            case LONG -> {
                Arguments.longs(argument, rows, count, longs);
                addLongs(table, count, slots, signs);
            }
            case WIDE -> {
                if (argument instanceof WideVector wide) {
                    addWides(table, wide, rows, count, slots, signs);
                } else {
                    Arguments.longs(argument, rows, count, longs);
                    addWidened(table, count, slots, signs);
                }
            }
            case DOUBLE -> {
                Arguments.doubles(argument, rows, count, doubles);
                addDoubles(table, count, slots, signs);
            }
        }
        long[] counts = counts(table);
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += signs == null ? 1 : signs[i];
        }
    }

    private void addLongs(Table table, int count, int[] slots, int @Nullable [] signs) {
        long[] sums = ((LongVector) table.value(firstColumn)).values();
        for (int i = 0; i < count; i++) {
            sums[slots[i]] += signs == null ? longs[i] : signs[i] * longs[i];
        }
    }

    private void addDoubles(Table table, int count, int[] slots, int @Nullable [] signs) {
        double[] sums = ((DoubleVector) table.value(firstColumn)).values();
        for (int i = 0; i < count; i++) {
            sums[slots[i]] += signs == null ? doubles[i] : signs[i] * doubles[i];
        }
    }

    private void addWidened(Table table, int count, int[] slots, int @Nullable [] signs) {
        WideVector sums = (WideVector) table.value(firstColumn);
        long[] counts = counts(table);
        for (int i = 0; i < count; i++) {
            long value = longs[i];
            add(sums, counts, slots[i], value >> 63, value, signs != null && signs[i] < 0);
        }
    }

    private void addWides(
            Table table, WideVector argument, int @Nullable [] rows, int count, int[] slots, int @Nullable [] signs) {
        WideVector sums = (WideVector) table.value(firstColumn);
        long[] counts = counts(table);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            add(sums, counts, slots[i], argument.high()[row], argument.low()[row], signs != null && signs[i] < 0);
        }
    }

    /**
     * 128-bit sum modulo 2^128: what leaves and comes back is right again, and the result is checked when written. How often it went
     * around stands in the upper bits of the count, since three decimals of 38 digits may come back to one of 38 digits.
     */
    private static void add(WideVector sums, long[] counts, int slot, long high, long low, boolean negative) {
        long addHigh = high;
        long addLow = low;
        if (negative) {
            addLow = -low;
            addHigh = ~high + (addLow == 0 ? 1 : 0);
        }
        long before = sums.low()[slot];
        long after = before + addLow;
        sums.low()[slot] = after;
        long highBefore = sums.high()[slot];
        long highAfter = highBefore + addHigh + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
        sums.high()[slot] = highAfter;
        if (((highBefore ^ highAfter) & (addHigh ^ highAfter)) < 0) {
            counts[slot] += highBefore < 0 ? -AROUND : AROUND;
        }
    }

    /** Floating-point numbers that are taken back leave something behind, and NaN everything. */
    @Override
    Running running() {
        return width == Width.DOUBLE ? Running.ANEW : Running.EXACT;
    }

    @Override
    void addBefore(Table table, int[] slots, int count, boolean[] begins) {
        long[] counts = counts(table);
        if (width == Width.LONG) {
            long[] sums = ((LongVector) table.value(firstColumn)).values();
            for (int i = 1; i < count; i++) {
                sums[slots[i]] += begins[i] ? 0 : sums[slots[i - 1]];
            }
        } else {
            WideVector sums = (WideVector) table.value(firstColumn);
            for (int i = 1; i < count; i++) {
                if (!begins[i]) {
                    add(sums, counts, slots[i], sums.high()[slots[i - 1]], sums.low()[slots[i - 1]], false);
                }
            }
        }
        // After the sums, which note in them when they go around.
        for (int i = 1; i < count; i++) {
            counts[slots[i]] += begins[i] ? 0 : counts[slots[i - 1]];
        }
    }

    @Override
    void merge(Table table, Batch batch, int column, int @Nullable [] rows, int count, int[] slots) {
        add(table, batch.column(column), batch.column(column + 1), rows, count, slots);
    }

    @Override
    void combine(Table table, int[] slots, Table from, int[] fromSlots, int count) {
        add(table, from.value(firstColumn), from.value(firstColumn + 1), fromSlots, count, slots);
    }

    /** Adds sums of several values each. */
    private void add(Table table, Vector partial, Vector partialCounts, int @Nullable [] rows, int count, int[] slots) {
        switch (width) {
            case LONG -> {
                Arguments.longs(partial, rows, count, longs);
                addLongs(table, count, slots, null);
            }
            case WIDE -> addWides(table, (WideVector) partial, rows, count, slots, null);
            case DOUBLE -> {
                Arguments.doubles(partial, rows, count, doubles);
                addDoubles(table, count, slots, null);
            }
        }
        long[] counts = counts(table);
        long[] added = ((LongVector) partialCounts).values();
        for (int i = 0; i < count; i++) {
            counts[slots[i]] += added[rows == null ? i : rows[i]];
        }
    }

    @Override
    void writePartial(Table table, int[] slots, int count, Batch out, int column) {
        out.column(column).gather(0, table.value(firstColumn), slots, count);
        out.column(column + 1).gather(0, table.value(firstColumn + 1), slots, count);
    }

    @Override
    void writeResult(Table table, int[] slots, int count, Vector out, ResultFailures failures) {
        long[] counts = counts(table);
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            long values = width == Width.WIDE ? counts[slot] << AROUND_BITS >> AROUND_BITS : counts[slot];
            if (values == 0) {
                out.setNull(i);
                continue;
            }
            try {
                if (values != counts[slot]) {
                    throw RowError.OVERFLOW;
                }
                switch (width) {
                    case LONG -> writeLong(table, slot, values, out, i);
                    case WIDE -> writeWide(table, slot, values, out, i);
                    case DOUBLE -> {
                        double value = ((DoubleVector) table.value(firstColumn)).values()[slot];
                        Arguments.writeDouble(out, i, result == Result.SUM ? value : value / values);
                    }
                }
            } catch (RowError e) {
                failures.failed(
                        i,
                        "The sum is outside of what " + out.type()
                                + " can hold. Cast the argument to a wider type, such as "
                                + (out.type().type() instanceof DecimalType ? "DOUBLE." : "DECIMAL(38, 0)."));
            }
        }
    }

    private void writeLong(Table table, int slot, long count, Vector out, int row) {
        long value = ((LongVector) table.value(firstColumn)).values()[slot];
        long written = result == Result.SUM ? value : value / count;
        Arguments.requireFits(written, out);
        Arguments.writeLong(out, row, written);
    }

    private void writeWide(Table table, int slot, long count, Vector out, int row) {
        WideVector sums = (WideVector) table.value(firstColumn);
        sum.set(sums.high()[slot], sums.low()[slot]);
        Decimal128 value = sum;
        boolean decimal = out.type().type() instanceof DecimalType;
        if (result == Result.AVERAGE) {
            divisor.set(count);
            if (decimal) {
                DecimalType type = (DecimalType) out.type().type();
                WideDecimals.divide(sum, divisor, scale, 0, type.precision(), type.scale(), quotient);
                value = quotient;
            } else if (sum.isLong()) {
                quotient.set(sum.low() / count);
                value = quotient;
            } else {
                quotient.set(sum.toBigInteger().divide(java.math.BigInteger.valueOf(count)));
                value = quotient;
            }
        }
        if (out instanceof WideVector wide) {
            // Adding zero checks the digits.
            WideDecimals.add(value, ZERO, 0, 0, 0, ((DecimalType) out.type().type()).precision(), checked);
            wide.high()[row] = checked.high();
            wide.low()[row] = checked.low();
        } else {
            if (!value.isLong()) {
                throw RowError.OVERFLOW;
            }
            Arguments.writeLong(out, row, value.low());
        }
    }

    private long[] counts(Table table) {
        return ((LongVector) table.value(firstColumn + 1)).values();
    }
}
