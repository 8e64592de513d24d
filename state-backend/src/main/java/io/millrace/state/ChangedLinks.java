package io.millrace.state;

import java.util.Arrays;

/**
 * Cold rows whose row before is another one now. A checkpoint keeps that link, and reads cold rows from the disk, so it has to be right there;
 * to bring a row for it would cost a wait. They are gathered, and written before anything else is asked of the disk. The task's thread.
 */
final class ChangedLinks {

    /** Where the link stands: behind the list, which is four bytes and never NULL. */
    private static final int AT = 4;

    private static final int MOST = 1024;

    /** The id and the position of each. */
    private final long[] order = new long[MOST];

    private final int[] links = new int[MOST];
    private int count;

    void add(int id, int link) {
        order[count] = (long) id << Integer.SIZE | count;
        links[count++] = link;
    }

    boolean isFull() {
        return count == MOST;
    }

    /** Has them written; of several changes of a row the last one counts. */
    void write(ColdRows cold) {
        if (count == 0) {
            return;
        }
        Arrays.sort(order, 0, count);
        int[] ids = new int[count];
        int[] values = new int[count];
        int n = 0;
        for (int i = 0; i < count; i++) {
            int id = (int) (order[i] >>> Integer.SIZE);
            n += n > 0 && ids[n - 1] == id ? 0 : 1;
            ids[n - 1] = id;
            values[n - 1] = links[(int) order[i]];
        }
        count = 0;
        cold.change(Arrays.copyOf(ids, n), AT, Arrays.copyOf(values, n));
    }
}
