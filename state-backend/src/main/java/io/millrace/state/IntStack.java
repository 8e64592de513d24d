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

    void clear() {
        size = 0;
    }
}
