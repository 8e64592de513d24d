package io.millrace.designer.files;

import io.millrace.designer.web.Refused;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a file or folder lies below the files root.
 *
 * @param names of the folders on the way and, last, of the thing itself; empty for the root
 */
record FilePath(List<String> names) {

    /** As long as systems allow. */
    private static final int LONGEST = 1_024;

    FilePath {
        names = List.copyOf(names);
    }

    /**
     * The file or folder of this path.
     *
     * @throws Refused with 400 for what leads out, cannot be a name, or is hidden; what begins with a dot is ours or the system's
     */
    static FilePath of(String text) {
        if (text.isEmpty()) {
            throw refused(text, "it is empty");
        }
        return folder(text);
    }

    /** The same, where the empty path means the root. */
    static FilePath folder(String text) {
        if (text.isEmpty()) {
            return new FilePath(List.of());
        }
        if (text.length() > LONGEST) {
            throw refused(text.substring(0, 60) + "…", "it is longer than %,d characters".formatted(LONGEST));
        }
        if (text.startsWith("/")) {
            throw refused(text, "it is absolute");
        }
        if (text.chars().anyMatch(character -> Character.isISOControl(character) || character == '\\')) {
            throw refused(text, "it holds a character that does not belong into a name");
        }
        List<String> names = List.of(text.split("/", -1));
        if (names.contains("")) {
            throw refused(text, "a name in it is empty");
        }
        if (names.contains("..")) {
            throw refused(text, "it holds `..`");
        }
        if (names.stream().anyMatch(FilePath::isHidden)) {
            throw refused(text, "a name in it begins with a dot");
        }
        return new FilePath(names);
    }

    /** Whether a file of this name is kept from sight. */
    static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    /**
     * This path, if it cannot be taken for a pattern where a source names its files.
     *
     * @throws Refused with 400 otherwise
     */
    FilePath requirePlain() {
        String path = toString();
        if (path.chars().anyMatch(character -> character == '*' || character == '?' || character == '{')) {
            throw refused(path, "`*`, `?` and `{` make it a pattern of several files");
        }
        return this;
    }

    /** What lies in this folder under a name. */
    FilePath child(String name) {
        return new FilePath(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    /** What it lies in. */
    FilePath parent() {
        return new FilePath(names.subList(0, names.size() - 1));
    }

    String name() {
        return names.getLast();
    }

    private static Refused refused(String path, String why) {
        return Refused.badRequest(
                "file.path",
                "The path `%s` is refused: %s. Write one below the files root, such as data/flights.csv"
                        .formatted(path, why));
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
