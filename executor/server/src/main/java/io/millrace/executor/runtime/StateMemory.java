package io.millrace.executor.runtime;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the rows of all states of a process may take up before they go to disk: three quarters of it on the Java heap, a quarter
 * beside it. What finds the rows comes on top.
 *
 * @param bytes at least {@link #LEAST}
 */
public record StateMemory(long bytes) {

    /** Less than this holds not even the batches that tasks are working on. */
    public static final long LEAST = 16L << 20;

    /** Of the heap, what rows of state get where nobody says how much. The rest is for what finds them, and for batches. */
    private static final int HEAP_SHARE = 2;

    private static final String UNITS = "kmgt";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([" + UNITS + "])");

    public StateMemory {
        if (bytes < LEAST) {
            throw new IllegalArgumentException(
                    "--state-memory must be at least " + words(LEAST) + " and is " + words(bytes) + ".");
        }
    }

    /**
     * What a size says that somebody wrote.
     *
     * @param text such as 512m or 2g, by powers of 1,024
     * @throws IllegalArgumentException if it is none, too little, or too much for this heap
     */
    public static StateMemory parse(String text, long heapBytes) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "--state-memory is a number with k, m, g or t behind it, such as 512m or 2g; it is '" + text
                            + "'.");
        }
        int shift = 10 * (UNITS.indexOf(size.group(2)) + 1);
        long number = Long.parseLong(size.group(1));
        if (number > Long.MAX_VALUE >> shift + 2) {
            throw new IllegalArgumentException("--state-memory " + text + " is more than any machine has.");
        }
        StateMemory memory = new StateMemory(number << shift);
        if (memory.bytes > heapBytes) {
            throw new IllegalArgumentException("--state-memory " + text + " is more than this process has: its heap is "
                    + words(heapBytes)
                    + ", of which rows of state should have about half. Name less, or let the heap be larger"
                    + " (MILLRACE_JAVA_OPTS=-Xmx" + words(2 * memory.bytes) + ").");
        }
        return memory;
    }

    /** What a process gets where nobody says how much: half of its heap. */
    public static StateMemory ofHeap(long heapBytes) {
        return new StateMemory(Math.max(LEAST, heapBytes / HEAP_SHARE));
    }

    private static String words(long bytes) {
        return bytes >> 20 == 0 ? (bytes >> 10) + "k" : (bytes >> 20) + "m";
    }

    @Override
    public String toString() {
        return words(bytes);
    }
}
