package io.millrace.state;

import io.millrace.columns.IntVector;
import java.util.Arrays;

/**
 * Timer slots by time: a heap of four children a node (half as deep as a binary one, and the children of a node lie in
 * one cache line), which tells each slot its place so that any timer can be taken out.
 */
final class TimerHeap {

    private static final int CHILD_BITS = 2;

    private final IntVector places;
    private long[] times = new long[16];
    private int[] slots = new int[16];
    private int size;

    /**
     * An empty heap.
     *
     * @param places a column by timer slot, which this heap writes: the place plus one
     */
    TimerHeap(IntVector places) {
        this.places = places;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest time. */
    long earliest() {
        return times[0];
    }

    /** Whether the timer is in the heap. */
    boolean contains(int slot) {
        return places.values()[slot] != 0;
    }

    void add(int slot, long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            slots = Arrays.copyOf(slots, 2 * size);
        }
        siftUp(size++, slot, time);
    }

    /** Takes out the timer with the earliest time, and returns its slot. */
    int take() {
        int slot = slots[0];
        removeAt(0);
        places.values()[slot] = 0;
        return slot;
    }

    /** Takes out one timer. */
    void remove(int slot) {
        removeAt(places.values()[slot] - 1);
        places.values()[slot] = 0;
    }

    private void removeAt(int place) {
        size--;
        int slot = slots[size];
        long time = times[size];
        if (place == size) {
            return;
        }
        if (place > 0 && time < times[place - 1 >> CHILD_BITS]) {
            siftUp(place, slot, time);
        } else {
            siftDown(place, slot, time);
        }
    }

    private void siftUp(int from, int slot, long time) {
        int place = from;
        while (place > 0) {
            int parent = place - 1 >> CHILD_BITS;
            if (times[parent] <= time) {
                break;
            }
            put(place, slots[parent], times[parent]);
            place = parent;
        }
        put(place, slot, time);
    }

    private void siftDown(int from, int slot, long time) {
        int place = from;
        while (true) {
            int first = (place << CHILD_BITS) + 1;
            int end = Math.min(first + (1 << CHILD_BITS), size);
            int least = place;
            long leastTime = time;
            for (int child = first; child < end; child++) {
                if (times[child] < leastTime) {
                    least = child;
                    leastTime = times[child];
                }
            }
            if (least == place) {
                break;
            }
            put(place, slots[least], leastTime);
            place = least;
        }
        put(place, slot, time);
    }

    private void put(int place, int slot, long time) {
        slots[place] = slot;
        times[place] = time;
        places.values()[slot] = place + 1;
    }
}
