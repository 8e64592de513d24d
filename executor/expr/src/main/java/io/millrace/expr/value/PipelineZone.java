package io.millrace.expr.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The time zone of a pipeline with its transitions laid out in arrays, so that the offset of an instant or of a local
 * time is a binary search without allocation. Beyond {@link #HORIZON_YEAR} the JDK's rules are asked each time.
 * Immutable and shared.
 *
 * <p>A local time that the clock skips is read with the offset before the gap (so it moves forward by the gap), one that
 * comes twice is the earlier instant: as {@link LocalDateTime#atZone} and Flink do.
 */
public final class PipelineZone {

    /** UTC. */
    public static final PipelineZone UTC = new PipelineZone(ZoneOffset.UTC);

    /** The first year whose transitions are not laid out. */
    private static final int HORIZON_YEAR = 2200;

    private static final long HORIZON_SECOND =
            LocalDateTime.of(HORIZON_YEAR, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private final ZoneId id;
    private final ZoneRules rules;

    /** The instants, in seconds, at which the offset changes. */
    private final long[] instants;

    /** For each change, the first local second that is read with the offset after it. */
    private final long[] localBounds;

    /** The offset in seconds before the first change, then after each. */
    private final int[] offsets;

    /** The offset that holds always, or {@link Integer#MIN_VALUE} when the zone changes. */
    private final int fixedOffset;

    /** Lays out the rules of {@code id}. */
    public PipelineZone(ZoneId id) {
        this.id = id;
        this.rules = id.getRules();
        List<ZoneOffsetTransition> transitions = transitionsOf(rules);
        instants = new long[transitions.size()];
        localBounds = new long[transitions.size()];
        offsets = new int[transitions.size() + 1];
        offsets[0] = transitions.isEmpty()
                ? rules.getOffset(Instant.EPOCH).getTotalSeconds()
                : transitions.getFirst().getOffsetBefore().getTotalSeconds();
        for (int i = 0; i < instants.length; i++) {
            int before = offsets[i];
            int after = transitions.get(i).getOffsetAfter().getTotalSeconds();
            instants[i] = transitions.get(i).toEpochSecond();
            localBounds[i] = instants[i] + Math.max(before, after);
            offsets[i + 1] = after;
        }
        fixedOffset = rules.isFixedOffset() ? offsets[0] : Integer.MIN_VALUE;
    }

    private static List<ZoneOffsetTransition> transitionsOf(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
        while (next != null && next.toEpochSecond() < HORIZON_SECOND) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return transitions;
    }

    /** The zone. */
    public ZoneId id() {
        return id;
    }

    /** The offset from UTC, in seconds, at this second since the epoch. */
    public int offsetAtInstant(long epochSecond) {
        if (fixedOffset != Integer.MIN_VALUE) {
            return fixedOffset;
        }
        if (epochSecond >= HORIZON_SECOND) {
            return rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
        }
        return offsets[countUpTo(instants, epochSecond)];
    }

    /** The offset from UTC, in seconds, with which this local second since 1970-01-01T00:00 is read. */
    public int offsetAtLocal(long localSecond) {
        if (fixedOffset != Integer.MIN_VALUE) {
            return fixedOffset;
        }
        if (localSecond >= HORIZON_SECOND) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
            return (int) (localSecond - local.atZone(id).toEpochSecond());
        }
        return offsets[countUpTo(localBounds, localSecond)];
    }

    /** How many of the sorted bounds are at or below the value. */
    private static int countUpTo(long[] bounds, long value) {
        int index = Arrays.binarySearch(bounds, value);
        return index >= 0 ? index + 1 : -index - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipelineZone that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
