package io.millrace.testkit.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outside world that sinks write to: files that are pending until a commit makes them visible. */
final class RowStore {

    /** A file that is being written, or waits. */
    record PendingFile(String name, long attempt, long begunNanos, List<OutRow> rows) {}

    private final Map<String, PendingFile> pending = new LinkedHashMap<>();
    private final Map<String, List<OutRow>> visible = new LinkedHashMap<>();
    private long cleanedNanos = -1;
    private long cleanedFor;

    PendingFile begin(String name, long attempt, long nowNanos) {
        PendingFile file = new PendingFile(name, attempt, nowNanos, new ArrayList<>());
        if (pending.put(name, file) != null || visible.containsKey(name)) {
            throw new IllegalStateException("Two files are called " + name);
        }
        return file;
    }

    /** Makes a file visible; what it has, or nothing if it was visible before. */
    List<OutRow> commit(String name) {
        PendingFile file = pending.remove(name);
        if (file == null) {
            if (!visible.containsKey(name)) {
                throw new IllegalStateException("Prepared output is lost: " + name);
            }
            return List.of();
        }
        visible.put(name, file.rows());
        return file.rows();
    }

    void remove(String name) {
        pending.remove(name);
    }

    /** Removes whatever attempts before this one left, but for what is going to be visible. */
    void cleanUp(long attempt, Set<String> spared, long nowNanos) {
        pending.values().removeIf(file -> file.attempt() < attempt && !spared.contains(file.name()));
        cleanedNanos = nowNanos;
        cleanedFor = attempt;
    }

    boolean isPending(String name) {
        return pending.containsKey(name);
    }

    /** Files nobody will ever make visible or remove: not those that a fenced attempt began after the last cleaning. */
    List<String> orphans() {
        return pending.values().stream()
                .filter(file -> !(file.attempt() < cleanedFor && file.begunNanos() >= cleanedNanos))
                .map(PendingFile::name)
                .toList();
    }
}
