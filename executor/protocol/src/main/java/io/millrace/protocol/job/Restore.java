package io.millrace.protocol.job;

/**
 * From where an attempt goes on: the last checkpoint of its deployment that was completed.
 *
 * @param checkpoint its number
 * @param manifest path of the manifest in the checkpoint storage
 * @param prepared what is to be committed before anything else: what that checkpoint prepared
 */
public record Restore(long checkpoint, String manifest, Prepared prepared) {

    public Restore {
        if (checkpoint < 1 || manifest.isBlank()) {
            throw new IllegalArgumentException(
                    "A restore names a checkpoint, from 1, and its manifest: " + checkpoint + ", '" + manifest + "'");
        }
    }
}
