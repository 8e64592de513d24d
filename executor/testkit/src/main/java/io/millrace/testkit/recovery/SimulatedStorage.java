package io.millrace.testkit.recovery;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where checkpoints are. A file is there whole or not at all, and is never changed but by what damages it. */
final class SimulatedStorage {

    private final TreeMap<String, Contents> files = new TreeMap<>();
    private final Set<String> damaged = new HashSet<>();

    /** Creates a file; false if there is one. */
    boolean create(String path, Contents contents) {
        return files.putIfAbsent(path, contents) == null;
    }

    /** A file that can be read; empty if it is not there, or not as it was written. */
    Optional<Contents> read(String path) {
        return damaged.contains(path) ? Optional.empty() : Optional.ofNullable(files.get(path));
    }

    boolean isThere(String path) {
        return files.containsKey(path);
    }

    /** A bit of a file turns over. */
    void damage(String path) {
        damaged.add(path);
    }

    boolean isDamaged(String path) {
        return damaged.contains(path);
    }
}
