package io.millrace.columns;

import java.util.Arrays;

/** Whether two maps hold the same entries. The keys of a map are distinct; their order has no meaning. */
final class MapEquality {

    /** Up to here, looking at every key is quicker than indexing them. */
    private static final int SMALL = 16;

    private static final int NONE = -1;

    private MapEquality() {}

    static boolean equal(MapVector a, int rowA, MapVector b, int rowB) {
        int length = a.lengths()[rowA];
        if (length != b.lengths()[rowB]) {
            return false;
        }
        int startA = a.starts()[rowA];
        int startB = b.starts()[rowB];
        int sameOrder = 0;
        while (sameOrder < length
                && KeyEquality.equal(a.keys(), startA + sameOrder, b.keys(), startB + sameOrder)
                && KeyEquality.equal(a.values(), startA + sameOrder, b.values(), startB + sameOrder)) {
            sameOrder++;
        }
        int left = length - sameOrder;
        return left == 0
                || (left <= SMALL
                        ? equalByScan(a, startA + sameOrder, b, startB + sameOrder, left)
                        : equalByIndex(a, startA + sameOrder, b, startB + sameOrder, left));
    }

    private static boolean equalByScan(MapVector a, int startA, MapVector b, int startB, int length) {
        for (int entryA = startA; entryA < startA + length; entryA++) {
            int entryB = startB;
            while (entryB < startB + length && !KeyEquality.equal(a.keys(), entryA, b.keys(), entryB)) {
                entryB++;
            }
            if (entryB == startB + length || !KeyEquality.equal(a.values(), entryA, b.values(), entryB)) {
                return false;
            }
        }
        return true;
    }

    /** With a small hash table over the keys of {@code b}: maps of a million entries must not take a million squared. */
    private static boolean equalByIndex(MapVector a, int startA, MapVector b, int startB, int length) {
        int mask = Integer.highestOneBit(length) * 4 - 1;
        int[] slots = new int[mask + 1];
        Arrays.fill(slots, NONE);
        for (int entryB = startB; entryB < startB + length; entryB++) {
            int slot = (int) KeyHash.of(b.keys(), entryB) & mask;
            while (slots[slot] != NONE) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entryB;
        }
        for (int entryA = startA; entryA < startA + length; entryA++) {
            int slot = (int) KeyHash.of(a.keys(), entryA) & mask;
            while (slots[slot] != NONE && !KeyEquality.equal(a.keys(), entryA, b.keys(), slots[slot])) {
                slot = slot + 1 & mask;
            }
            if (slots[slot] == NONE || !KeyEquality.equal(a.values(), entryA, b.values(), slots[slot])) {
                return false;
            }
        }
        return true;
    }
}
