package io.millrace.engine.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.checkpoint.CheckpointStorage.Entry;
import io.millrace.spi.checkpoint.CheckpointStorage.Upload;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints that stay although newer ones have come, as somebody reads them: an empty file each, which whoever removes older ones
 * finds when it lists what there is. All methods may block; any thread.
 *
 * <pre>
 * DEPLOYMENT/pins/ATTEMPT-NUMBER-WHO
 * </pre>
 */
public record CheckpointPins(CheckpointStorage storage) {

    private static final String FOLDER = "/pins/";
    private static final Pattern MANIFEST = Pattern.compile("([^/]+)/(\\d{1,18})/(\\d{1,18})/manifest");
    private static final Pattern PIN = Pattern.compile("([^/]+)/pins/(\\d{1,18})-(\\d{1,18})-[^/]+");

    /**
     * Has a checkpoint stay.
     *
     * @param manifest where its manifest is
     * @param who for whom; letters, digits and minus
     */
    public void add(String manifest, String who) throws IOException {
        Matcher known = MANIFEST.matcher(manifest);
        if (!known.matches()) {
            throw new IllegalArgumentException("Not where a manifest is: " + manifest);
        }
        String path = known.group(1) + FOLDER + known.group(2) + "-" + known.group(3) + "-" + who;
        for (Entry entry : storage.list(known.group(1) + FOLDER.substring(0, FOLDER.length() - 1))) {
            if (entry.path().equals(path)) {
                return;
            }
        }
        try (Upload upload = storage.begin(path)) {
            upload.finish();
        }
    }

    /** Nobody reads for this one any more. */
    public void remove(DeploymentId of, String who) throws IOException {
        for (Entry entry : storage.list(CheckpointPaths.of(of) + FOLDER.substring(0, FOLDER.length() - 1))) {
            if (entry.path().endsWith("-" + who)) {
                storage.delete(entry.path());
            }
        }
    }

    /** Where the manifest is that a file keeps, if that is what it is for. */
    static Optional<String> manifest(String path) {
        Matcher pin = PIN.matcher(path);
        return pin.matches()
                ? Optional.of(pin.group(1) + "/" + pin.group(2) + "/" + pin.group(3) + "/manifest")
                : Optional.empty();
    }
}
