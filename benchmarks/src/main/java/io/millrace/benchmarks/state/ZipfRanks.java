package io.millrace.benchmarks.state;

import java.util.SplittableRandom;

/**
 * Ranks from 0 on, of which rank r comes in proportion to 1 / (r + 1)^s. After J. Gray et al., "Quickly generating billion-record
 * synthetic databases" (1994), as other benchmarks of stores do it, so that their skews are the same.
 */
final class ZipfRanks {

    private final long ranks;
    private final double skew;
    private final double zeta;
    private final double eta;
    private final double secondShare;
    private final SplittableRandom random;

    /**
     * @param ranks how many there are
     * @param skew s, above 0 and below 1
     */
    ZipfRanks(long ranks, double skew, long seed) {
        this.ranks = ranks;
        this.skew = skew;
        double sum = 0;
        for (long rank = 1; rank <= ranks; rank++) {
            sum += Math.pow((double) rank, -skew);
        }
        zeta = sum;
        secondShare = 1 + Math.pow(2, -skew);
        eta = (1 - Math.pow(2.0 / ranks, 1 - skew)) / (1 - secondShare / zeta);
        random = new SplittableRandom(seed);
    }

    long next() {
        double share = random.nextDouble();
        double sum = share * zeta;
        if (sum < 1) {
            return 0;
        }
        if (sum < secondShare) {
            return 1;
        }
        return (long) (ranks * Math.pow(eta * share - eta + 1, 1 / (1 - skew)));
    }
}
