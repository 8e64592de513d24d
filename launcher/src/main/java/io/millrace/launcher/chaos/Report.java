package io.millrace.launcher.chaos;

import io.millrace.launcher.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is printed: a line per fault as it happens, then tables. */
final class Report {

    private final World world;
    private final Map<Fault, List<Duration>> outages = new EnumMap<>(Fault.class);
    private long compared;
    private long differences;

    Report(World world) {
        this.world = world;
    }

    /** A sentence on the way. */
    void say(String words) {
        world.out().println(words);
    }

    /** @param since the start of the faults */
    void fault(Duration since, Fault fault, List<String> victims, Duration outage, String attempts) {
        outages.computeIfAbsent(fault, _ -> new ArrayList<>()).add(outage);
        line(since, fault, victims, "rows after " + seconds(outage) + " · attempts " + attempts);
    }

    /** A fault after which rows did not come again. */
    void lost(Duration since, Fault fault, List<String> victims, Duration limit) {
        line(since, fault, victims, "NO ROWS within " + seconds(limit));
    }

    private void line(Duration since, Fault fault, List<String> victims, String end) {
        say("%3d:%02d  %-48s %s"
                .formatted(
                        since.toMinutes(),
                        since.toSecondsPart(),
                        fault.words() + (victims.size() == 1 ? " (" + victims.getFirst() + ")" : ""),
                        end));
    }

    /** The table of faults. */
    void faults() {
        say("");
        say("%-48s %6s %10s %10s".formatted("fault", "times", "median", "longest"));
        outages.forEach((fault, all) -> {
            List<Duration> sorted = all.stream().sorted().toList();
            say("%-48s %6d %10s %10s"
                    .formatted(
                            fault.words(),
                            sorted.size(),
                            seconds(sorted.get(sorted.size() / 2)),
                            seconds(sorted.getLast())));
        });
        say("%-48s %6d".formatted("all", count()));
        say("");
    }

    /** The head of the table of results. */
    void results() {
        say("%-24s %14s %14s %12s".formatted("sink", "lines", "rows compared", "differences"));
    }

    /** A line of the table of results. */
    void compared(String sink, Rows disturbed, Rows right, Rows.Difference difference) {
        compared += right.size();
        differences += difference.rows();
        say("%-24s %,14d %,14d %,12d".formatted(sink, disturbed.lines(), right.size(), difference.rows()));
        difference.examples().forEach(example -> say("    " + example));
    }

    /** The last line of both tables. */
    void sum() {
        say("%-24s %14s %,14d %,12d".formatted("all", "", compared, differences));
    }

    int count() {
        return outages.values().stream().mapToInt(List::size).sum();
    }

    long differences() {
        return differences;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
