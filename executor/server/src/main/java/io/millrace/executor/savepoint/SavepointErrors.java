package io.millrace.executor.savepoint;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import io.millrace.state.savepoint.StateImport;
import java.io.IOException;

/** Why a savepoint cannot be written or gone on from. */
final class SavepointErrors {

    private SavepointErrors() {}

    static RunException damaged(String path, String what) {
        return new RunException(RunError.external(
                        StateImport.DAMAGED,
                        "The savepoint is damaged: " + what + ". Take another copy of it, or another savepoint.",
                        false)
                .at(path));
    }

    static RunException missing(String path) {
        return new RunException(RunError.external(
                        "savepoint.missing",
                        "A file of the savepoint is missing. Put it back, or take another copy.",
                        false)
                .at(path));
    }

    static RunException otherVersion(String path, String version) {
        return new RunException(RunError.external(
                        "savepoint.version",
                        "The savepoint has version " + version + " and this program reads version " + Savepoint.VERSION
                                + ". Use it with the version of Millrace that wrote it, or a later one.",
                        false)
                .at(path));
    }

    static RunException otherPlan(String checkpoint, String pipeline) {
        return new RunException(RunError.user(
                "savepoint.otherPlan",
                "The " + checkpoint + " was not taken by this revision of the pipeline " + pipeline
                        + " with these parameters. Name the revision that ran."));
    }

    static RunException tooLarge(long most) {
        return new RunException(RunError.user(
                "savepoint.tooLarge", "The savepoint has more than the %,d bytes that are taken".formatted(most)));
    }

    static RunException tooMuchToSay(int bytes) {
        return new RunException(RunError.external(
                "savepoint.tooMuchToSay",
                "%s would have %,d bytes, more than the %,d that are read again. A source with fewer splits at a time, or a lower parallelism, makes it shorter."
                        .formatted(SavepointFiles.DESCRIPTION, bytes, Savepoint.MOST_BYTES),
                false));
    }

    static RunException otherCheckpoint(String manifest, String name) {
        return new RunException(RunError.internal(
                "savepoint.otherCheckpoint", "The manifest `" + manifest + "` is of another one, the " + name + "."));
    }

    static RunException cutOff(String why) {
        return new RunException(RunError.external(
                "savepoint.cutOff", "The archive broke off while it came: " + why + ". Send it again.", true));
    }

    /** What was thrown by the storage. */
    static RunError storage(IOException thrown) {
        String words = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        // Java has no exception of its own for this; these are the words of Linux, macOS and Windows.
        boolean isFull = words.contains("No space left")
                || words.contains("quota exceeded")
                || words.contains("not enough space");
        return isFull
                ? RunError.external(
                        "savepoint.full",
                        "The checkpoint storage has no room for the savepoint: " + words
                                + ". Delete savepoints, or give it more room.",
                        true)
                : RunError.external(
                        "savepoint.storage", "The checkpoint storage cannot be read or written: " + words, true);
    }
}
