package io.millrace.executor.checkpoint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URI on a command line names: a place with checkpoints, or one checkpoint in it ({@code PLACE/DEPLOYMENT/ATTEMPT/NUMBER}
 * or the manifest in that). A checkpoint names files of others by their paths from the place, so that has to be known as well.
 *
 * @param place the URI of the storage, with its options
 * @param checkpoint the checkpoint's folder in it; all of them if empty
 */
public record CheckpointUri(String place, Optional<String> checkpoint) {

    private static final Pattern ONE =
            Pattern.compile("((?:s3://[^/?#]+|file:)[^?#]*?)/([^/?#]+/\\d{1,18}/\\d{1,18})(?:/manifest)?/?(\\?[^#]*)?");

    /** Reads a URI; whether there is such a place shows when it is opened. */
    public static CheckpointUri of(String uri) {
        Matcher one = ONE.matcher(uri);
        if (!one.matches()) {
            return new CheckpointUri(uri, Optional.empty());
        }
        String place = one.group(1);
        boolean isRoot = "file:".equals(place) || "file://".equals(place);
        String options = one.group(3) == null ? "" : one.group(3);
        return new CheckpointUri(place + (isRoot ? "/" : "") + options, Optional.of(one.group(2)));
    }
}
