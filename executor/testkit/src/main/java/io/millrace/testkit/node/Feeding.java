package io.millrace.testkit.node;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A way to feed a script to an operator.
 *
 * @param batching how rows next to each other on one port are cut into batches
 * @param slowOutput whether outputs have room for one element, which is taken out only now and then
 * @param lateState whether state fetches have to be waited for, now and then several times
 * @param barriers whether a barrier follows each element
 * @param restores whether at some barriers a fresh operator goes on with what the state held
 * @param rescales whether there are several tasks, another number of them after each restore
 * @param fewInMemory whether most rows of state are on disk
 * @param heldReads whether reads and writes of these take their time
 * @param scriptedTasks how many tasks there are at first, where the script says when there are others; else 0
 * @param seed of whatever is random
 */
record Feeding(
        Batching batching,
        boolean slowOutput,
        boolean lateState,
        boolean barriers,
        boolean restores,
        boolean rescales,
        boolean fewInMemory,
        boolean heldReads,
        int scriptedTasks,
        long seed) {

    enum Batching {
        ROW_BY_ROW,
        ONE_BATCH,
        RANDOM
    }

    static Feeding rowByRow() {
        return new Feeding(Batching.ROW_BY_ROW, false, false, false, false, false, false, false, 0, 0);
    }

    static Feeding inOneBatch() {
        return new Feeding(Batching.ONE_BATCH, false, false, false, false, false, false, false, 0, 0);
    }

    static Feeding inRandomBatches(long seed) {
        return new Feeding(Batching.RANDOM, false, false, false, false, false, false, false, 0, seed);
    }

    Feeding withSlowOutput(long withSeed) {
        return new Feeding(
                batching, true, lateState, barriers, restores, rescales, fewInMemory, heldReads, 0, withSeed);
    }

    Feeding withLateState(long withSeed) {
        return new Feeding(
                batching, slowOutput, true, barriers, restores, rescales, fewInMemory, heldReads, 0, withSeed);
    }

    Feeding withBarriers() {
        return new Feeding(batching, slowOutput, lateState, true, restores, rescales, fewInMemory, heldReads, 0, seed);
    }

    Feeding withRestores(long withSeed) {
        return new Feeding(batching, slowOutput, lateState, true, true, rescales, fewInMemory, heldReads, 0, withSeed);
    }

    Feeding withRescaling(long withSeed) {
        return new Feeding(batching, slowOutput, lateState, true, true, true, fewInMemory, heldReads, 0, withSeed);
    }

    Feeding withFewRowsInMemory() {
        return new Feeding(batching, slowOutput, lateState, barriers, restores, rescales, true, false, 0, seed);
    }

    /** Most rows on disk, and reading them takes its time. */
    Feeding withHeldReads(long withSeed) {
        return new Feeding(batching, slowOutput, lateState, barriers, restores, rescales, true, true, 0, withSeed);
    }

    /** As the script says, with so many tasks at first. */
    static Feeding scripted(int tasks) {
        return new Feeding(Batching.ROW_BY_ROW, false, false, false, true, false, false, false, tasks, 0);
    }

    RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
