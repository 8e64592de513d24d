package io.millrace.engine.port;

import io.millrace.model.type.EdgeSchema;
import io.millrace.protocol.job.PortCounts;
import io.millrace.protocol.job.TapRows;
import io.millrace.spi.PortMeter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The meters and taps of all tasks of a job in this process, by drawn port. Any thread; tasks come here once, when they
 * begin, and never with a row.
 */
public final class PortLedger {

    /** So many rows are shown each time {@link #drain} is called. */
    private static final int ROWS_PER_REPORT = 50;

    /** A place in a task at which rows leave a port. */
    private record Place(PortMeter meter, EdgeSchema rows) {}

    private final int mostTaps;
    private final Map<String, Map<String, Port>> ports = new LinkedHashMap<>();

    /** Open taps, the one renewed longest ago first. */
    private final Map<Port, Tap> taps = new LinkedHashMap<>();

    private static final class Port {
        final String node;
        final String name;
        final List<Place> places = new ArrayList<>();

        Port(String node, String name) {
            this.node = node;
            this.name = name;
        }

        long rows() {
            return places.stream().mapToLong(place -> place.meter().rows()).sum();
        }
    }

    /** Somebody looks at a port. */
    private static final class Tap {
        final long openedAt;
        final int rowsPerReport;
        long closesNanos;
        long reported;
        boolean isNew = true;

        @Nullable
        Sampler sampler;

        Tap(long rows, int rowsPerReport) {
            openedAt = rows;
            reported = rows;
            this.rowsPerReport = rowsPerReport;
        }
    }

    /** How many rows are kept of each port from the beginning; 0 where ports are looked at on demand. */
    private final int keptOfAll;

    /**
     * @param mostTaps how many can be open; the one renewed longest ago makes room for a new one
     */
    public PortLedger(int mostTaps) {
        this(mostTaps, 0);
    }

    private PortLedger(int mostTaps, int keptOfAll) {
        this.mostTaps = mostTaps;
        this.keptOfAll = keptOfAll;
    }

    /** One that keeps the first rows of every port, for {@link #kept}: for short jobs. */
    public static PortLedger keepingFirst(int rowsPerPort) {
        return new PortLedger(Integer.MAX_VALUE, rowsPerPort);
    }

    /** A meter for one place in a task. */
    public synchronized PortMeter meter(String node, String name, EdgeSchema rows) {
        Port port = port(node, name);
        Place place = new Place(new PortMeter(), rows);
        port.places.add(place);
        Tap tap = keptOfAll == 0 ? taps.get(port) : taps.computeIfAbsent(port, _ -> new Tap(0, keptOfAll));
        if (tap != null) {
            attach(place, tap);
        }
        return place.meter();
    }

    /** What has passed the ports of a node so far, by name. */
    public synchronized List<PortCounts> counts(String node) {
        List<PortCounts> counts = new ArrayList<>();
        ports.getOrDefault(node, Map.of()).values().stream()
                .filter(port -> !port.places.isEmpty())
                .forEach(port -> counts.add(new PortCounts(
                        port.name,
                        port.rows(),
                        port.places.stream()
                                .mapToLong(place -> place.meter().blockedNanos())
                                .sum(),
                        port.places.size())));
        return counts;
    }

    /**
     * Opens a tap or lets it live longer. A port that is not there (yet) may be tapped: nothing is seen then.
     *
     * @param closesNanos when it closes unless it is opened again, on the clock of {@link #drain}
     */
    public void open(String node, String name, long closesNanos) {
        open(node, name, closesNanos, ROWS_PER_REPORT);
    }

    /** The same, showing so many rows a report. */
    public synchronized void open(String node, String name, long closesNanos, int rowsPerReport) {
        Port port = port(node, name);
        Tap known = taps.remove(port);
        if (known == null && taps.size() == mostTaps) {
            close(taps.keySet().iterator().next());
        }
        Tap tap = known == null ? new Tap(port.rows(), rowsPerReport) : known;
        tap.closesNanos = closesNanos;
        taps.put(port, tap);
        if (known == null) {
            port.places.forEach(place -> attach(place, tap));
        }
    }

    /** Closes a tap. */
    public synchronized void close(String node, String name) {
        close(port(node, name));
    }

    /**
     * What the open taps have seen since the last call; nothing of those that nothing has passed, apart from the first
     * time. Closes those whose time is over. To be called once or twice a second.
     */
    public synchronized List<TapReport> drain(long nowNanos) {
        List<TapReport> reports = new ArrayList<>();
        Iterator<Map.Entry<Port, Tap>> open = taps.entrySet().iterator();
        while (open.hasNext()) {
            Map.Entry<Port, Tap> entry = open.next();
            Tap tap = entry.getValue();
            if (nowNanos - tap.closesNanos >= 0) {
                open.remove();
                entry.getKey().places.forEach(place -> place.meter().tap(null));
            } else if (tap.sampler != null) {
                report(entry.getKey(), tap, tap.sampler, reports);
            }
        }
        return reports;
    }

    /** Of a {@link #keepingFirst} ledger: the first rows of each port that any task has, for the first call. */
    public synchronized List<TapReport> kept() {
        List<TapReport> reports = new ArrayList<>();
        taps.forEach((port, tap) -> {
            if (tap.sampler != null) {
                report(port, tap, tap.sampler, reports);
            }
        });
        return reports;
    }

    private static void report(Port port, Tap tap, Sampler sampler, List<TapReport> reports) {
        List<TapRows.Row> rows = sampler.drain(tap.rowsPerReport);
        // Read behind the rows, so that none is shown that is not counted; never less than before.
        long passed = Math.max(port.rows(), tap.reported + rows.size());
        if (passed > tap.reported || tap.isNew) {
            reports.add(new TapReport(
                    port.node,
                    port.name,
                    sampler.columns(),
                    sampler.eventTime(),
                    rows,
                    passed - tap.reported - rows.size(),
                    passed - tap.openedAt));
        }
        tap.reported = passed;
        tap.isNew = false;
    }

    private static void attach(Place place, Tap tap) {
        Sampler sampler = tap.sampler;
        if (sampler == null) {
            sampler = new Sampler(place.rows(), tap.rowsPerReport, new RowJson(TapRows.MOST_TEXT));
            tap.sampler = sampler;
        }
        place.meter().tap(sampler.at(place.rows().schema()));
    }

    private void close(Port port) {
        if (taps.remove(port) != null) {
            port.places.forEach(place -> place.meter().tap(null));
        }
        if (port.places.isEmpty()) {
            ports.getOrDefault(port.node, new TreeMap<>()).remove(port.name);
        }
    }

    private Port port(String node, String name) {
        return ports.computeIfAbsent(node, _ -> new TreeMap<>()).computeIfAbsent(name, _ -> new Port(node, name));
    }
}
