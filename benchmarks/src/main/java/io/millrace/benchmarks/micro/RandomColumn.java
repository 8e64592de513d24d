package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.BytesVector;
import io.millrace.columns.DoubleVector;
import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.NanosVector;
import io.millrace.columns.Vector;
import io.millrace.columns.WideVector;
import io.millrace.model.type.DataType;
import java.util.SplittableRandom;

/** Full columns and selections for benchmarks, the same in every run. */
final class RandomColumn {

    private static final double SELECTED_SHARE = 0.8;

    private RandomColumn() {}

    /**
     * A column of {@link Batch#MAX_ROWS} values.
     *
     * @param spelling a type; for strings with a mean length behind it, as in {@code STRING 14}
     * @param nullShare how many of the rows are NULL, 0 to 1
     */
    static Vector of(String spelling, double nullShare) {
        String[] parts = spelling.split(" ", 2);
        SplittableRandom random = new SplittableRandom(1);
        if (parts[0].equals("STRING")) {
            Vector vector = Vector.create(DataType.parse("STRING"), Batch.MAX_ROWS);
            appendStrings((BytesVector) vector, Integer.parseInt(parts[1]), random);
            setNulls(vector, nullShare, random);
            return vector;
        }
        Vector vector = Vector.create(DataType.parse(spelling), Batch.MAX_ROWS);
        for (int row = 0; row < Batch.MAX_ROWS; row++) {
            setNumber(vector, row, random);
        }
        setNulls(vector, nullShare, random);
        return vector;
    }

    /** Four of five rows, in rising order. */
    static int[] selection() {
        SplittableRandom random = new SplittableRandom(2);
        int[] rows = new int[Batch.MAX_ROWS];
        int count = 0;
        for (int row = 0; row < Batch.MAX_ROWS; row++) {
            if (random.nextDouble() < SELECTED_SHARE) {
                rows[count++] = row;
            }
        }
        // Filled up with the last one, so that a benchmark always does the same number of rows.
        while (count < rows.length) {
            rows[count] = rows[count - 1];
            count++;
        }
        return rows;
    }

    private static void setNumber(Vector vector, int row, SplittableRandom random) {
        switch (vector) {
            case IntVector ints -> ints.values()[row] = random.nextInt(1_000_000);
            case LongVector longs -> longs.values()[row] = random.nextLong(1_000_000_000);
            case DoubleVector doubles -> doubles.values()[row] = random.nextDouble();
            case WideVector wide -> {
                wide.high()[row] = random.nextLong(1_000);
                wide.low()[row] = random.nextLong();
            }
            case NanosVector nanos -> {
                nanos.millis()[row] = random.nextLong(1L << 40);
                nanos.nanos()[row] = random.nextInt(1_000_000);
            }
            default -> throw new IllegalArgumentException("No random values of " + vector.type());
        }
    }

    private static void appendStrings(BytesVector vector, int meanLength, SplittableRandom random) {
        byte[] text = new byte[2 * meanLength];
        for (int row = 0; row < Batch.MAX_ROWS; row++) {
            int length = meanLength - 2 + random.nextInt(5);
            for (int i = 0; i < length; i++) {
                text[i] = (byte) random.nextInt('a', 'z' + 1);
            }
            vector.append(row, text, 0, length);
        }
    }

    private static void setNulls(Vector vector, double share, SplittableRandom random) {
        for (int row = 0; row < Batch.MAX_ROWS && share > 0; row++) {
            if (random.nextDouble() < share) {
                vector.setNull(row);
            }
        }
    }
}
