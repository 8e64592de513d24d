package io.millrace.spi.operator;

import io.millrace.columns.KeyGroupRange;
import io.millrace.columns.Signal.Watermark;
import java.util.List;

/**
 * The watermarks at which those stood whose state a task goes on with. They differ where inputs fell idle and came back: the
 * watermark of a task never falls, so it stands where it was when it heard of that.
 *
 * @param stood of each of them; none of an operator that begins anew
 */
public record RestoredTime(List<Stood> stood) {

    /** That of an operator that begins anew. */
    public static final RestoredTime NONE = new RestoredTime(List.of());

    public RestoredTime {
        stood = List.copyOf(stood);
    }

    /** The same for all key groups. */
    public static RestoredTime of(long watermark) {
        return new RestoredTime(List.of(new Stood(KeyGroupRange.ALL, watermark)));
    }

    /**
     * What a task stood at.
     *
     * @param groups whose rows came to it
     */
    public record Stood(KeyGroupRange groups, long watermark) {}

    /** At which what is restored begins, as no group is further behind; {@link Watermark#NONE} where there is none. */
    public long least() {
        return stood.stream().mapToLong(Stood::watermark).min().orElse(Watermark.NONE);
    }

    /** At which the group stood that was furthest; {@link Watermark#NONE} where there is none. */
    public long most() {
        return stood.stream().mapToLong(Stood::watermark).max().orElse(Watermark.NONE);
    }

    /** At which this group stood; {@link #least} when nothing is known of it. */
    public long at(int keyGroup) {
        for (Stood one : stood) {
            if (one.groups().contains(keyGroup)) {
                return one.watermark();
            }
        }
        return least();
    }
}
