package io.millrace.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which lists have rows in which bucket of the order. A list may stand in a bucket several times, or stand there without
 * rows any more: whoever takes it looks.
 */
final class OrderBuckets {

    static final int NONE = -1;

    private final long width;
    private long[] buckets = new long[8];
    private @Nullable IntStack[] lists = new IntStack[8];
    private int count;

    OrderBuckets(long width) {
        if (width <= 0) {
            throw new IllegalArgumentException("A bucket cannot be " + width + " wide");
        }
        this.width = width;
    }

    /** Whether two orders fall into one bucket. */
    boolean isSame(long order, long other) {
        return Math.floorDiv(order, width) == Math.floorDiv(other, width);
    }

    /** Says that a list has a row of this order. */
    void add(long order, int list) {
        long bucket = Math.floorDiv(order, width);
        int place = Arrays.binarySearch(buckets, 0, count, bucket);
        if (place < 0) {
            place = ~place;
            insert(place, bucket);
        }
        at(place).push(list);
    }

    private void insert(int place, long bucket) {
        if (count == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * count);
            lists = Arrays.copyOf(lists, 2 * count);
        }
        System.arraycopy(buckets, place, buckets, place + 1, count - place);
        System.arraycopy(lists, place, lists, place + 1, count - place);
        buckets[place] = bucket;
        lists[place] = new IntStack();
        count++;
    }

    private IntStack at(int place) {
        IntStack stack = lists[place];
        if (stack == null) {
            throw new IllegalStateException("No lists at place " + place + " of " + count);
        }
        return stack;
    }

    /** How many entries there are in all buckets. */
    int size() {
        int size = 0;
        for (int place = 0; place < count; place++) {
            size += at(place).size();
        }
        return size;
    }

    /** Takes a list out of a bucket that lies wholly below {@code bound}, or {@link #NONE} when there is none left. */
    int takeBelow(long bound) {
        long end = Math.floorDiv(bound, width);
        while (count > 0 && buckets[0] < end) {
            IntStack stack = at(0);
            if (!stack.isEmpty()) {
                return stack.pop();
            }
            count--;
            System.arraycopy(buckets, 1, buckets, 0, count);
            System.arraycopy(lists, 1, lists, 0, count);
            lists[count] = null;
        }
        return NONE;
    }
}
