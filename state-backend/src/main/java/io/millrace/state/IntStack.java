package io.millrace.state;

import java.util.Arrays;

/** Ints, last in first out, without boxes. */
final class IntStack {

    private int[] items = new int[16];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void push(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    int pop() {
        return items[--size];
    }

    /** Becomes what the other one is. */
    void copyOf(IntStack other) {
        items = other.items.clone();
        size = other.size;
    }

    void clear() {
        size = 0;
    }
}
