package io.millrace.engine.checkpoint;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a checkpoint cannot be taken, or not be gone on from. */
public final class CheckpointErrors {

    /** The code of the error when a file of a checkpoint is not as it was written. */
    public static final String DAMAGED = "checkpoint.damaged";

    /** The code of the error when a file of a checkpoint is not there. */
    public static final String MISSING = "checkpoint.missing";

    private static final String REMEDY = ". The job can go on from an earlier checkpoint, or from the beginning.";

    /** There is nowhere to keep any. */
    public static final RunError NO_STORAGE = RunError.external(
            "checkpoint.storage.missing",
            "This executor has nowhere to keep checkpoints. Start it with --checkpoints URI, the same place for all"
                    + " executors of a cluster.",
            false);

    private CheckpointErrors() {}

    /** A file is not as it was written. */
    public static RunException damaged(String path, String how) {
        return new RunException(
                RunError.external(DAMAGED, "The checkpoint file `" + path + "` " + how + REMEDY, false));
    }

    /** What was thrown while a checkpoint was taken. */
    public static RunError taking(Exception thrown) {
        return switch (thrown) {
            case RunException known -> known.error();
            case FileAlreadyExistsException there ->
                RunError.external(
                        "checkpoint.exists",
                        "There is a checkpoint file `" + there.getMessage()
                                + "` already, of another attempt or deployment. Two clusters must not keep their"
                                + " checkpoints in one place.",
                        false);
            case IOException io ->
                RunError.external(
                        "checkpoint.storage", "The checkpoint storage cannot be written to: " + words(io), true);
            default -> RunError.internal("checkpoint.broken", "Taking a checkpoint failed, a bug: " + thrown);
        };
    }

    /** What was thrown while a checkpoint was read. */
    public static RunException reading(String path, IOException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return new RunException(
                    RunError.external(MISSING, "The checkpoint file `" + path + "` is missing" + REMEDY, false));
        }
        return new RunException(RunError.external(
                "checkpoint.storage", "The checkpoint file `" + path + "` cannot be read: " + words(thrown), true));
    }

    private static String words(IOException thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }
}
