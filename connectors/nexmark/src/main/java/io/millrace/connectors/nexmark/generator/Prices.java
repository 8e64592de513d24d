package io.millrace.connectors.nexmark.generator;

/**
 * The price of the model: {@code round(100 * 10^(6 U))} for U uniform in [0, 1), so from 100 to 100,000,000 with the
 * logarithm spread evenly.
 *
 * <p>{@link Math#pow} would take half of the time of a whole row, and its last bit is not specified. Instead the power is
 * {@code 2^y}, {@code y = 6 U log2(10)}, cut into the whole part of y, a step of 1/1024 from a table, and a rest that
 * three terms of the series of 2^x carry: a relative error below 6e-11, under 0.01 for the highest price, with plain
 * additions and multiplications whose result is the same on every machine.
 */
final class Prices {

    private static final int STEPS = 1024;
    private static final double BINARY_ORDERS = 6 * 3.321928094887362;
    private static final double LN2 = 0.6931471805599453;
    private static final double[] FRACTIONS = new double[STEPS];

    /** 100 * 2^i for the whole part of y. */
    private static final double[] WHOLES = new double[20];

    static {
        for (int i = 0; i < STEPS; i++) {
            FRACTIONS[i] = StrictMath.pow(2, (double) i / STEPS);
        }
        for (int i = 0; i < WHOLES.length; i++) {
            WHOLES[i] = 100.0 * (1L << i);
        }
    }

    private Prices() {}

    /** The price that a random word stands for. */
    static long price(long word) {
        double order = (word >>> 11) * 0x1p-53 * BINARY_ORDERS;
        int steps = (int) (order * STEPS);
        double rest = (order - steps * (1.0 / STEPS)) * LN2;
        double power = FRACTIONS[steps & STEPS - 1] * (1 + rest * (1 + rest * 0.5));
        return (long) (WHOLES[steps >> 10] * power + 0.5);
    }
}
