package io.millrace.columns;

/**
 * Which parallel task owns which keys. Keys fall into {@link #COUNT} groups by their hash; each task owns one run of
 * groups next to each other. A checkpoint stores state by group, so that another parallelism deals the same groups out
 * anew. The number of groups never changes, and bounds the parallelism of a keyed operator.
 */
public final class KeyGroups {

    /** How many bits of a hash name the group. */
    static final int BITS = 10;

    /** How many groups there are; also the highest parallelism. */
    public static final int COUNT = 1 << BITS;

    private KeyGroups() {}

    /**
     * The index of the task that owns a group.
     *
     * @param group 0 to {@link #COUNT} - 1, from {@link KeyHash#keyGroup}
     * @param parallelism how many tasks there are, 1 to {@link #COUNT}; not checked here, since this runs per row
     */
    public static int owner(int group, int parallelism) {
        return group * parallelism >>> BITS;
    }

    /**
     * The groups of one task. Sizes differ by one at most.
     *
     * @param index of the task, 0 to parallelism - 1
     */
    public static KeyGroupRange range(int index, int parallelism) {
        requireParallelism(parallelism);
        if (index < 0 || index >= parallelism) {
            throw new IllegalArgumentException("There is no task " + index + " among " + parallelism);
        }
        return new KeyGroupRange(firstOf(index, parallelism), firstOf(index + 1, parallelism));
    }

    /** Fails when there cannot be that many tasks. */
    public static void requireParallelism(int parallelism) {
        if (parallelism < 1 || parallelism > COUNT) {
            throw new IllegalArgumentException("The parallelism of keyed operators is 1 to " + COUNT
                    + ", the number of key groups, and not " + parallelism);
        }
    }

    /** The least group {@code g} with {@code g * parallelism / COUNT >= index}, so that {@link #owner} agrees. */
    private static int firstOf(int index, int parallelism) {
        return (index * COUNT + parallelism - 1) / parallelism;
    }
}
