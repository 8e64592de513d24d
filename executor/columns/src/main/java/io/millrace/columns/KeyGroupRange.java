package io.millrace.columns;

/**
 * Key groups next to each other.
 *
 * @param first the first one
 * @param end the one behind the last
 */
public record KeyGroupRange(int first, int end) {

    /** All groups. */
    public static final KeyGroupRange ALL = new KeyGroupRange(0, KeyGroups.COUNT);

    public KeyGroupRange {
        if (first < 0 || end < first || end > KeyGroups.COUNT) {
            throw new IllegalArgumentException("There is no range of key groups from " + first + " up to " + end);
        }
    }

    /** How many groups there are. */
    public int size() {
        return end - first;
    }

    /** Whether the group is one of these. */
    public boolean contains(int group) {
        return group >= first && group < end;
    }

    /** Whether some group is one of these and of those. */
    public boolean overlaps(KeyGroupRange those) {
        return Math.max(first, those.first) < Math.min(end, those.end);
    }

    /** {@code 0–511}, both ends included. */
    @Override
    public String toString() {
        return first == end ? "none" : first + "–" + (end - 1);
    }
}
