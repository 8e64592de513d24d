package io.millrace.connectors.file.sink;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the files of one sink are called.
 *
 * @param folder where they are, with a slash at its end; empty for the root
 * @param name the file that is to become visible; empty when the result is the folder
 * @param owner the node, as part of hidden names
 * @param attempt the incarnation of the job, as part of hidden names
 * @param extension how files in a folder end
 */
record SinkNames(String folder, String name, String owner, String attempt, String extension) {

    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_-]");
    private static final String PENDING = ".pending";
    private static final String WHOLE = ".whole";

    /** The names for a path. */
    static SinkNames of(String path, String nodeId, String attempt, String extension) {
        int slash = path.lastIndexOf('/') + 1;
        return new SinkNames(path.substring(0, slash), path.substring(slash), plain(nodeId), plain(attempt), extension);
    }

    private static String plain(String text) {
        return NOT_PLAIN.matcher(text).replaceAll("-");
    }

    /** The path as a person wrote it. */
    String path() {
        return folder + name;
    }

    boolean isFolder() {
        return name.isEmpty();
    }

    private String hidden(String rest) {
        return folder + "." + (isFolder() ? "part" : name) + "." + owner + "." + rest;
    }

    /** What a task writes: its {@code sequence}th file. */
    String pending(int task, int sequence) {
        return hidden(attempt + "." + task + "-" + sequence + PENDING);
    }

    /**
     * What pending files are put together in, when complete. It goes by the files and not by this attempt, so that a later
     * attempt finds what an earlier one has begun.
     */
    static String whole(List<PendingFile> parts) {
        String first = parts.getFirst().path();
        int all = parts.stream().map(PendingFile::path).toList().hashCode();
        return first.substring(0, first.length() - PENDING.length()) + "-" + Integer.toHexString(all) + WHOLE;
    }

    /** What is being put together. */
    static String unfinished(String whole) {
        return whole + PENDING;
    }

    /** A file that only shows whether files can be made. */
    String probe() {
        return hidden(attempt + ".probe" + PENDING);
    }

    /** All hidden files of this sink, of all attempts, as a pattern. */
    String allHidden() {
        return hidden("*{" + PENDING + "," + WHOLE + "}");
    }

    /** Whether a hidden file is of another attempt. */
    boolean isOfAnotherAttempt(String path) {
        return !path.startsWith(hidden(attempt + "."));
    }

    /** A task's file in a folder. */
    String visible(int task, int sequence) {
        return folder + "part-" + task + (sequence == 0 ? "" : "-" + sequence) + "." + extension;
    }

    /** All files that tasks ever made in a folder, as a pattern. */
    String allVisible() {
        return folder + "part-*." + extension;
    }
}
