package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.PipelineZone;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.TimestampNanos;
import io.millrace.expr.value.Utf8;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times written and read in the letters of Java's {@link DateTimeFormatter}, and moved between time zones. A format that is
 * none answers NULL.
 */
public final class TimeFormats {

    private static final int MILLIS_PER_SECOND = 1_000;

    /** The seconds at which the years 0 and 10000 begin. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private TimeFormats() {}

    /** The last format and zone, compiled: literals are compiled once. One thread. */
    public static final class Workspace {
        private final Utf8 lastFormat = new Utf8();
        private @Nullable DateTimeFormatter formatter;
        private @Nullable DateTimePattern pattern;
        private boolean used;
        private final Utf8[] lastZones = {new Utf8(), new Utf8()};
        private final @Nullable PipelineZone[] zones = new PipelineZone[2];

        public Workspace() {}

        private void compile(Utf8 format) {
            if (used && lastFormat.equals(format)) {
                return;
            }
            lastFormat.set(format.toBytes(), 0, format.length());
            used = true;
            try {
                formatter = formatter(format.toString());
                pattern = DateTimePattern.compile(format.toString());
            } catch (IllegalArgumentException e) {
                formatter = null;
                pattern = null;
            }
        }

        private @Nullable PipelineZone zone(int place, Utf8 name) {
            PipelineZone known = zones[place];
            if (known == null || !lastZones[place].equals(name)) {
                lastZones[place].set(name.toBytes(), 0, name.length());
                try {
                    known = new PipelineZone(TimeFormats.zone(name.toString()));
                } catch (IllegalArgumentException e) {
                    known = null;
                }
                zones[place] = known;
            }
            return known;
        }
    }

    /**
     * Compiles a format.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static DateTimeFormatter formatter(String format) {
        try {
            return DateTimeFormatter.ofPattern(format, Locale.US);
        } catch (ClassCastException e) {
            // How the JDK refuses a padded number ("pp") that touches the number behind it.
            throw new IllegalArgumentException("a padded number touches the number behind it", e);
        }
    }

    /**
     * A time zone by its name, {@code Europe/Berlin}, or its offset, {@code +02:00}.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("there is no such time zone", e);
        }
    }

    /** A TIMESTAMP in this format. */
    public static void formatMicros(long micros, Utf8 format, Workspace workspace, Utf8 out, NullFlag isNull) {
        long second = Math.floorDiv(micros, 1_000_000L);
        format(second, (int) (micros - second * 1_000_000L) * 1_000, format, workspace, out, isNull);
    }

    /** As {@link #formatMicros} beyond 6 digits. */
    public static void formatNanos(TimestampNanos time, Utf8 format, Workspace workspace, Utf8 out, NullFlag isNull) {
        long second = Math.floorDiv(time.millis(), (long) MILLIS_PER_SECOND);
        int millis = (int) (time.millis() - second * MILLIS_PER_SECOND);
        format(second, millis * 1_000_000 + time.nanosOfMilli(), format, workspace, out, isNull);
    }

    private static void format(long second, int nanos, Utf8 format, Workspace workspace, Utf8 out, NullFlag isNull) {
        workspace.compile(format);
        DateTimeFormatter formatter = workspace.formatter;
        if (formatter == null) {
            isNull.raise();
            return;
        }
        try {
            Texts.setString(
                    LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC).format(formatter), out);
        } catch (DateTimeException e) {
            // A letter that asks for what a TIMESTAMP has not, such as its zone.
            isNull.raise();
        }
    }

    private static long millis(Utf8 text, Utf8 format, Workspace workspace) {
        workspace.compile(format);
        DateTimePattern pattern = workspace.pattern;
        return pattern == null ? TimeParsing.MALFORMED : pattern.millis(text);
    }

    /** The date that a text in this format spells; NULL when it cannot be read. */
    public static int toDate(Utf8 text, Utf8 format, Workspace workspace, NullFlag isNull) {
        long millis = millis(text, format, workspace);
        if (millis == TimeParsing.MALFORMED) {
            isNull.raise();
            return 0;
        }
        return (int) Math.floorDiv(millis, Civil.MILLIS_PER_DAY);
    }

    /** The date that a text spells; NULL when it is none. */
    public static int toDate(Utf8 text, NullFlag isNull) {
        try {
            return TimeParsing.textToDate(text);
        } catch (RowError e) {
            isNull.raise();
            return 0;
        }
    }

    /** The instant that a text in this format spells on the clock of the zone; NULL when it cannot be read. */
    public static long toInstant(Utf8 text, Utf8 format, PipelineZone zone, Workspace workspace, NullFlag isNull) {
        long millis = millis(text, format, workspace);
        if (millis == TimeParsing.MALFORMED) {
            isNull.raise();
            return 0;
        }
        return TimeConversions.toInstant(TimeConversions.micros(millis), zone);
    }

    /** What the clock of one zone shows when that of another shows the text; NULL when that is no time. */
    public static void convertZone(Utf8 text, Utf8 from, Utf8 to, Workspace workspace, Utf8 out, NullFlag isNull) {
        PipelineZone source = workspace.zone(0, from);
        PipelineZone target = workspace.zone(1, to);
        long local = TimeParsing.toTimestamp(text, isNull);
        if (isNull.isRaised()) {
            return;
        }
        if (source == null || target == null) {
            isNull.raise();
            return;
        }
        long micros = TimeConversions.toLocal(TimeConversions.toInstant(local, source), target);
        TimeTexts.microsToText(micros, 0, out);
    }

    /** Seconds since 1970 as the clock of the zone shows them. */
    public static void fromUnixtime(
            long second, Utf8 format, PipelineZone zone, Workspace workspace, Utf8 out, NullFlag isNull) {
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            isNull.raise();
            return;
        }
        format(second + zone.offsetAtInstant(second), 0, format, workspace, out, isNull);
    }

    /** As above as {@code yyyy-MM-dd HH:mm:ss}. */
    public static void fromUnixtime(long second, PipelineZone zone, Utf8 out, NullFlag isNull) {
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            isNull.raise();
            return;
        }
        TimeTexts.microsToText((second + zone.offsetAtInstant(second)) * 1_000_000L, 0, out);
    }

    /** Seconds from 1970 to the moment that the text spells on the clock of the zone; NULL if it is none. */
    public static long unixTimestamp(Utf8 text, PipelineZone zone, NullFlag isNull) {
        long local = TimeParsing.toTimestamp(text, isNull);
        if (isNull.isRaised()) {
            return 0;
        }
        return Math.floorDiv(TimeConversions.toInstant(local, zone), 1_000_000L);
    }

    /** As above in a format. */
    public static long unixTimestamp(Utf8 text, Utf8 format, PipelineZone zone, Workspace workspace, NullFlag isNull) {
        long instant = toInstant(text, format, zone, workspace, isNull);
        return Math.floorDiv(instant, 1_000_000L);
    }
}
