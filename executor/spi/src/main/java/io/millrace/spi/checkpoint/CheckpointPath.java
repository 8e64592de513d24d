package io.millrace.spi.checkpoint;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.util.regex.Pattern;

/** What a path in a {@link CheckpointStorage} may look like: names with {@code /} between them. */
public final class CheckpointPath {

    /** Nothing that any system takes for a way out of the folder or to a device. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    private CheckpointPath() {}

    /**
     * Refuses what is none.
     *
     * @return the path
     * @throws RunException which names the part that is no name
     */
    public static String require(String path) {
        for (String name : path.split("/", -1)) {
            if (!NAME.matcher(name).matches()) {
                throw refused(path, "`" + name + "` is no name of letters, digits, `_`, `-` and `.`");
            }
        }
        return path;
    }

    /** The error of a path that leads where it must not. */
    public static RunException refused(String path, String why) {
        return new RunException(
                RunError.internal("checkpoint.path", "The checkpoint file `" + path + "` is refused: " + why + "."));
    }
}
