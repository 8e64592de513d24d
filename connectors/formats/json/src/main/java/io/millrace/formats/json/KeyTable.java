package io.millrace.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds keys by their bytes. Objects of one file most often have their keys in one order, so the key that followed last
 * time is tried first: two words compared, no hash. It learns the order while it reads.
 */
final class KeyTable {

    private static final int UNKNOWN = -1;

    /** The keys with their closing quotes. */
    private final byte[][] keys;

    /** The first eight bytes of each key with its closing quote, and which of them count. */
    private final long[] words;

    private final long[] masks;

    /** Which key came after each key the last time; the last entry says which comes first. */
    private final int[] following;

    private final int[] slots;
    private int previous;

    KeyTable(List<String> names) {
        int count = names.size();
        keys = new byte[count][];
        words = new long[count];
        masks = new long[count];
        following = new int[count + 1];
        slots = new int[Integer.highestOneBit(Math.max(count, 4)) * 4];
        Arrays.fill(slots, UNKNOWN);
        for (int i = 0; i < count; i++) {
            keys[i] = (names.get(i) + '"').getBytes(StandardCharsets.UTF_8);
            if (isPlain(names.get(i))) {
                words[i] = JsonCursor.word(Arrays.copyOf(keys[i], Math.max(keys[i].length, Long.BYTES)), 0);
                masks[i] = keys[i].length >= Long.BYTES ? -1L : -1L >>> Long.SIZE - Byte.SIZE * keys[i].length;
            } else {
                // Never found by the guess: JSON spells such a key with escapes.
                words[i] = 1;
                masks[i] = 0;
            }
            following[i] = i + 1 == count ? 0 : i + 1;
            int slot = hash(keys[i], 0, keys[i].length - 1);
            while (slots[slot] != UNKNOWN) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i;
        }
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(character -> character >= ' ' && character != '"' && character != '\\');
    }

    /** An object begins. */
    void begin() {
        previous = following.length - 1;
    }

    /** Reads the key whose opening quote is the next byte; -1 when it is none of ours. */
    int read(JsonCursor in) {
        int guess = following[previous];
        if (guess < keys.length && matches(in, guess)) {
            in.place += keys[guess].length + 1;
            previous = guess;
            return guess;
        }
        in.plainText();
        int found = find(in.plain, in.plainStart, in.plainEnd);
        if (found != UNKNOWN) {
            following[previous] = found;
            previous = found;
        }
        return found;
    }

    private boolean matches(JsonCursor in, int guess) {
        byte[] data = in.data;
        int at = in.place + 1;
        byte[] key = keys[guess];
        if ((JsonCursor.word(data, at) & masks[guess]) != words[guess]) {
            return false;
        }
        return key.length <= Long.BYTES
                || at + key.length <= data.length && Arrays.equals(data, at, at + key.length, key, 0, key.length);
    }

    private int find(byte[] data, int start, int end) {
        int slot = hash(data, start, end);
        while (slots[slot] != UNKNOWN) {
            int candidate = slots[slot];
            byte[] key = keys[candidate];
            if (key.length - 1 == end - start && Arrays.equals(data, start, end, key, 0, key.length - 1)) {
                return candidate;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    private int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 15) & slots.length - 1;
    }
}
