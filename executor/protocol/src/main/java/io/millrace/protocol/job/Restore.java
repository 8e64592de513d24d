package io.millrace.protocol.job;

import java.util.Optional;

/**
 * From where an attempt goes on: the last checkpoint of its deployment that was completed or, when there is none, the one
 * of another deployment from which it starts.
 *
 * @param checkpoint its number
 * @param manifest path of the manifest in the checkpoint storage
 * @param prepared what is to be committed before anything else: what that checkpoint prepared
 * @param transfer of another deployment's checkpoint, what it means here
 */
public record Restore(long checkpoint, String manifest, Prepared prepared, Optional<Transfer> transfer) {

    /** Of the deployment's own checkpoint. */
    public Restore(long checkpoint, String manifest, Prepared prepared) {
        this(checkpoint, manifest, prepared, Optional.empty());
    }

    /** Of the checkpoint of another deployment. */
    public static Restore of(long checkpoint, String manifest, Transfer transfer) {
        return new Restore(checkpoint, manifest, Prepared.NOTHING, Optional.of(transfer));
    }

    public Restore {
        if (checkpoint < 1 || manifest.isBlank()) {
            throw new IllegalArgumentException(
                    "A restore names a checkpoint, from 1, and its manifest: " + checkpoint + ", '" + manifest + "'");
        }
        if (transfer.isPresent() && !prepared.isEmpty()) {
            throw new IllegalArgumentException("What another deployment prepared is not committed by this one");
        }
    }
}
