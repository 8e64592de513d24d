package io.millrace.testkit.cluster;

import java.util.Random;

/**
 * How often things go wrong in one run. Drawn from the seed, so that some runs are quiet in one respect and wild in
 * another; all probabilities the same in all runs would never show what a single fault does over a long time.
 *
 * @param loss of a message
 * @param doubling of a message
 * @param longDelay of a message, up to half a minute
 * @param executorDeaths per minute and executor
 * @param pauses of a process per minute, up to half a minute
 * @param partitions of an executor from coordinators per minute
 * @param coordinatorDeaths per minute
 * @param logFailure of a write to the log; in half of them it is written all the same
 * @param taskFailure of a part
 * @param forGood share of task failures that no restart helps
 * @param commitFailure of a commit
 * @param stuck tasks that do not end when they are cancelled
 * @param cuts of the connection of two executors per minute
 */
record Faults(
        double loss,
        double doubling,
        double longDelay,
        double executorDeaths,
        double pauses,
        double partitions,
        double coordinatorDeaths,
        double logFailure,
        double taskFailure,
        double forGood,
        double commitFailure,
        double stuck,
        double cuts) {

    static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @param cutting for what happens between executors
     */
    static Faults draw(Random random, Random cutting) {
        return new Faults(
                some(random, 0.3),
                some(random, 0.2),
                some(random, 0.1),
                some(random, 3),
                some(random, 2),
                some(random, 2),
                some(random, 3),
                some(random, 0.3),
                some(random, 0.5),
                some(random, 0.3),
                some(random, 0.7),
                some(random, 0.2),
                some(cutting, 3));
    }

    private static double some(Random random, double most) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> most * random.nextDouble() * 0.2;
            default -> most * random.nextDouble();
        };
    }
}
