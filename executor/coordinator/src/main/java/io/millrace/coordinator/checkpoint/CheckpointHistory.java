package io.millrace.coordinator.checkpoint;

import io.millrace.protocol.job.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of the checkpoints of a deployment.
 *
 * @param rows the highest number first
 */
public record CheckpointHistory(List<CheckpointRow> rows) {

    /** None were taken. */
    public static final CheckpointHistory NONE = new CheckpointHistory(List.of());

    public CheckpointHistory {
        rows = List.copyOf(rows);
    }

    /** The same with a row added or replaced. */
    CheckpointHistory with(CheckpointRow row) {
        List<CheckpointRow> next = new ArrayList<>(rows);
        next.removeIf(known -> known.number() == row.number());
        int place = 0;
        while (place < next.size() && next.get(place).number() > row.number()) {
            place++;
        }
        next.add(place, row);
        return new CheckpointHistory(next.size() <= CheckpointLog.ROWS_KEPT ? next : pruned(next));
    }

    private static List<CheckpointRow> pruned(List<CheckpointRow> all) {
        List<CheckpointRow> kept = new ArrayList<>(all.subList(0, CheckpointLog.ROWS_KEPT));
        long complete = kept.stream().filter(CheckpointRow::wasComplete).count();
        all.subList(CheckpointLog.ROWS_KEPT, all.size()).stream()
                .filter(CheckpointRow::wasComplete)
                .limit(Math.max(0, CheckpointLog.COMPLETE_KEPT - complete))
                .forEach(kept::add);
        return kept;
    }

    /** The highest number there is; 0 for none. */
    public long highest() {
        return rows.isEmpty() ? 0 : rows.getFirst().number();
    }

    /** Whether the one with the highest number failed. */
    boolean hasFailedLast() {
        return !rows.isEmpty() && !rows.getFirst().counts();
    }

    /** What the log says of one. */
    public Optional<CheckpointRow> find(long number) {
        return rows.stream().filter(row -> row.number() == number).findFirst();
    }

    /** The last one that counts: where the next attempt begins. */
    public Optional<CheckpointRow> last() {
        return rows.stream().filter(CheckpointRow::counts).findFirst();
    }

    /**
     * Where the next attempt begins, if it can begin at a checkpoint at all.
     *
     * @param retained how many storage keeps
     */
    public Optional<CheckpointRow> restorable(int retained) {
        return rows.stream()
                .filter(CheckpointRow::wasComplete)
                .limit(retained)
                .filter(CheckpointRow::counts)
                .findFirst();
    }

    /** Whether checkpoints were complete and none of them can be read any more. */
    public boolean isLost(int retained) {
        return restorable(retained).isEmpty() && rows.stream().anyMatch(CheckpointRow::wasComplete);
    }

    /** What was decided to become visible and perhaps is not yet. */
    public Prepared toCommit() {
        return last().filter(row -> row.status() == CheckpointStatus.COMPLETED)
                .map(CheckpointRow::prepared)
                .orElse(Prepared.NOTHING);
    }

    /** What the last one that counts makes visible, be it so already or not. */
    public Prepared decided() {
        return last().map(CheckpointRow::prepared).orElse(Prepared.NOTHING);
    }

    /** Those that did not come about since the last one did, the latest first. */
    public List<CheckpointRow> failedSinceComplete() {
        return rows.stream().takeWhile(row -> !row.wasComplete()).toList();
    }

    /** How many of an attempt did not come about since the last one did. */
    public int failedInARow(long attempt) {
        return (int) rows.stream()
                .takeWhile(row -> row.attempt() == attempt && !row.wasComplete())
                .count();
    }
}
