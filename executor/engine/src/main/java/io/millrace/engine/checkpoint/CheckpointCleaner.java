package io.millrace.engine.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.CheckpointStorage.Entry;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what no checkpoint that is kept or pinned needs, of one deployment: older checkpoints, those that were given up, and what
 * dead attempts left. May block; any thread.
 */
public final class CheckpointCleaner {

    private static final Pattern FILE = Pattern.compile("/(\\d{1,18})/(\\d{1,18})/[^/]*$");
    private static final String MANIFEST = "/manifest";

    private final CheckpointFiles files;
    private final String folder;

    public CheckpointCleaner(CheckpointStorage storage, DeploymentId deployment) {
        files = new CheckpointFiles(storage);
        folder = CheckpointPaths.of(deployment);
    }

    /**
     * The manifests there are up to the one that an attempt goes on from, oldest first. Whether those before it were completed
     * nobody knows here; they are kept like it and go when their time has come.
     *
     * @param restored where the manifest is
     */
    public List<String> upTo(String restored) throws IOException {
        long last = number(restored);
        return files.storage().list(folder).stream()
                .map(Entry::path)
                .filter(path -> path.endsWith(MANIFEST) && number(path) <= last)
                .sorted(Comparator.comparingLong(CheckpointCleaner::number))
                .toList();
    }

    /**
     * Removes what is not needed.
     *
     * @param kept where the manifests are that are kept
     * @param last the highest number whose fate is known: of later ones nothing is touched
     * @return how many files were removed
     */
    public int clean(List<String> kept, long last) throws IOException {
        Set<String> needed = new HashSet<>(kept);
        for (String manifest : kept) {
            needed.addAll(files.read(manifest).paths());
        }
        List<Entry> found = files.storage().list(folder);
        for (String pinned : pinned(found)) {
            needed.add(pinned);
            needed.addAll(files.read(pinned).paths());
        }
        int removed = 0;
        for (Entry entry : found) {
            if (number(entry.path()) <= last && !needed.contains(entry.path())) {
                files.storage().delete(entry.path());
                removed++;
            }
        }
        return removed;
    }

    /** Manifests that somebody reads and that are there. */
    private static Set<String> pinned(List<Entry> found) {
        Set<String> pinned = new HashSet<>();
        found.forEach(entry -> CheckpointPins.manifest(entry.path()).ifPresent(pinned::add));
        // Whoever pinned one that was gone by then finds out by itself.
        pinned.retainAll(found.stream().map(Entry::path).toList());
        return pinned;
    }

    /** Of the checkpoint that a file is of; what nobody here has made is of none. */
    private static long number(String path) {
        Matcher file = FILE.matcher(path);
        return file.find() ? Long.parseLong(file.group(2)) : Long.MAX_VALUE;
    }
}
