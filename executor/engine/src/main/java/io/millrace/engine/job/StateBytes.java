package io.millrace.engine.job;

/**
 * About how many bytes states take up.
 *
 * @param all in memory and on disk
 * @param cold those of rows that are on disk and not in memory
 */
record StateBytes(long all, long cold) {

    static final StateBytes NONE = new StateBytes(0, 0);

    StateBytes and(StateBytes other) {
        return new StateBytes(all + other.all, cold + other.cold);
    }
}
