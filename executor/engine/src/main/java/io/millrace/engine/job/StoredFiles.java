package io.millrace.engine.job;

import io.millrace.engine.checkpoint.StoredFile;
import io.millrace.engine.checkpoint.TaskSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The state files that tasks here may name: what they wrote, and what they went on from. Called in the mailbox. */
final class StoredFiles {

    private final Map<String, StoredFile> byPath = new HashMap<>();

    /** Those that the open checkpoint names. */
    private final Set<String> named = new HashSet<>();

    StoredFiles(Collection<StoredFile> restored) {
        restored.forEach(this::add);
    }

    void add(StoredFile file) {
        byPath.put(file.path(), file);
    }

    /**
     * Those that these name.
     *
     * @throws IllegalStateException when there is one that nobody wrote
     */
    List<StoredFile> namedBy(Collection<TaskSnapshot> tasks) {
        named.clear();
        segments(tasks).forEach(segment -> named.add(segment.path()));
        return named.stream().sorted().map(this::known).toList();
    }

    static Stream<Segment> segments(Collection<TaskSnapshot> tasks) {
        return tasks.stream()
                .flatMap(task -> task.operators().stream())
                .flatMap(operator -> operator.state().states().stream())
                .flatMap(state -> state.segments().stream());
    }

    private StoredFile known(String path) {
        StoredFile file = byPath.get(path);
        if (file == null) {
            throw new IllegalStateException("State is said to be in " + path + ", which was never written");
        }
        return file;
    }

    /** What no later checkpoint can name is forgotten. */
    void settle(boolean completed) {
        if (completed) {
            byPath.keySet().retainAll(named);
        }
        named.clear();
    }
}
