package io.millrace.state;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which lists have rows in which bucket of the order. A list may stand in a bucket several times, or stand there without
 * rows any more: whoever takes it looks.
 *
 * <p>Buckets that have rows lie in a ring, sorted. So the first ones are dropped and new ones come behind the last without another one
 * being touched; one that comes between moves those on its shorter side.
 */
final class OrderBuckets {

    static final int NONE = -1;

    /** Buckets mostly go one by one, each followed by a new one. */
    private static final int MAX_SPARE = 4;

    private final long width;

    // The ring: of a power of two, from first on, count of them.
    private long[] buckets = new long[8];
    private @Nullable IntStack[] lists = new IntStack[8];
    private int first;
    private int count;

    private final Deque<IntStack> spare = new ArrayDeque<>(MAX_SPARE);
    private long moved;

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
        int place = count;
        // Mostly it is the last one, or comes behind it.
        if (count > 0 && bucket <= buckets[at(count - 1)]) {
            place = search(bucket);
        }
        if (place == count || buckets[at(place)] != bucket) {
            insert(place, bucket);
        }
        stack(place).push(list);
    }

    /** The place of the first bucket that is not below this one. */
    private int search(long bucket) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (buckets[at(middle)] < bucket) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void insert(int place, long bucket) {
        if (count == buckets.length) {
            grow();
        }
        if (place < count - place) {
            first = at(-1);
            for (int i = 0; i < place; i++) {
                move(i + 1, i);
            }
        } else {
            for (int i = count; i > place; i--) {
                move(i - 1, i);
            }
        }
        count++;
        IntStack used = spare.pollLast();
        buckets[at(place)] = bucket;
        lists[at(place)] = used == null ? new IntStack() : used;
    }

    private void move(int from, int to) {
        buckets[at(to)] = buckets[at(from)];
        lists[at(to)] = lists[at(from)];
        moved++;
    }

    private void grow() {
        long[] grown = new long[2 * count];
        @Nullable IntStack[] grownLists = new IntStack[2 * count];
        for (int i = 0; i < count; i++) {
            grown[i] = buckets[at(i)];
            grownLists[i] = lists[at(i)];
        }
        moved += count;
        buckets = grown;
        lists = grownLists;
        first = 0;
    }

    private int at(int place) {
        return first + place & buckets.length - 1;
    }

    private IntStack stack(int place) {
        IntStack stack = lists[at(place)];
        if (stack == null) {
            throw new IllegalStateException("No lists at place " + place + " of " + count);
        }
        return stack;
    }

    /** How many entries there are in all buckets. */
    int size() {
        int size = 0;
        for (int place = 0; place < count; place++) {
            size += stack(place).size();
        }
        return size;
    }

    /** How many buckets there are. */
    int count() {
        return count;
    }

    /** How often a bucket was moved for the sake of another one. */
    long moved() {
        return moved;
    }

    /** Takes a list out of a bucket that lies wholly below {@code bound}, or {@link #NONE} when there is none left. */
    int takeBelow(long bound) {
        long end = Math.floorDiv(bound, width);
        while (count > 0 && buckets[first] < end) {
            IntStack stack = stack(0);
            if (!stack.isEmpty()) {
                return stack.pop();
            }
            lists[first] = null;
            first = at(1);
            count--;
            if (spare.size() < MAX_SPARE) {
                spare.addLast(stack);
            }
        }
        return NONE;
    }
}
