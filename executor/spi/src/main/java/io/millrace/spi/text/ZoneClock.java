package io.millrace.spi.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Turns what clocks in a time zone show into UTC and back. A time that the clocks skip counts on from before the gap; of
 * a time they show twice the earlier is meant; as in SQL and {@link java.time.ZonedDateTime}.
 *
 * <p>Offsets are looked up once per quarter of an hour and kept for the next value, which is most often near: no zone
 * changes its offset in between.
 */
public final class ZoneClock {

    private static final int QUARTER_SECONDS = 15 * 60;

    private final ZoneRules rules;
    private final boolean isFixed;
    private long localQuarter = Long.MIN_VALUE;
    private long utcQuarter = Long.MIN_VALUE;
    private int localOffset;
    private int utcOffset;

    public ZoneClock(ZoneId zone) {
        rules = zone.getRules();
        isFixed = rules.isFixedOffset();
        if (isFixed) {
            localOffset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
            utcOffset = localOffset;
        }
    }

    /** Seconds since 1970-01-01T00:00 UTC of a time that the zone's clocks show. */
    public long toUtc(long localSecond) {
        long quarter = Math.floorDiv(localSecond, (long) QUARTER_SECONDS);
        if (quarter != localQuarter && !isFixed) {
            localQuarter = quarter;
            LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
            localOffset = rules.getOffset(local).getTotalSeconds();
        }
        return localSecond - localOffset;
    }

    /** What the zone's clocks show, in seconds since 1970-01-01T00:00. */
    public long toLocal(long utcSecond) {
        long quarter = Math.floorDiv(utcSecond, (long) QUARTER_SECONDS);
        if (quarter != utcQuarter && !isFixed) {
            utcQuarter = quarter;
            utcOffset = rules.getOffset(Instant.ofEpochSecond(utcSecond)).getTotalSeconds();
        }
        return utcSecond + utcOffset;
    }
}
