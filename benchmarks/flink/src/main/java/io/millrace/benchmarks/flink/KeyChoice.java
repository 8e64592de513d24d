package io.millrace.benchmarks.flink;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Which of some keys comes next, by the same formulas as in the benchmarks of Millrace's own state. */
final class KeyChoice {

    /** Odd, so that multiplying by it is one to one: keys that follow each other are nowhere near each other. */
    static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long SEED = 7;

    private KeyChoice() {}

    /** All alike. */
    static LongSupplier uniform(long first, long count) {
        SplittableRandom random = new SplittableRandom(SEED);
        return () -> (first + random.nextLong(count)) * SPREAD;
    }

    /**
     * Rank r in proportion to 1 / (r + 1)^skew. After J. Gray et al., "Quickly generating billion-record synthetic databases"
     * (1994).
     *
     * @param skew above 0 and below 1
     */
    static LongSupplier zipf(long ranks, double skew) {
        double sum = 0;
        for (long rank = 1; rank <= ranks; rank++) {
            sum += Math.pow((double) rank, -skew);
        }
        double zeta = sum;
        double second = 1 + Math.pow(2, -skew);
        double eta = (1 - Math.pow(2.0 / ranks, 1 - skew)) / (1 - second / zeta);
        SplittableRandom random = new SplittableRandom(SEED);
        return () -> {
            double share = random.nextDouble();
            long rank;
            if (share * zeta < 1) {
                rank = 0;
            } else if (share * zeta < second) {
                rank = 1;
            } else {
                rank = (long) (ranks * Math.pow(eta * share - eta + 1, 1 / (1 - skew)));
            }
            return rank * SPREAD;
        };
    }
}
