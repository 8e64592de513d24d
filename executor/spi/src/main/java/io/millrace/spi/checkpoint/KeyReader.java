package io.millrace.spi.checkpoint;

import java.io.IOException;
import java.util.List;

/** Reads of a checkpoint what it holds of one key, for people. Any thread. */
public interface KeyReader {

    /**
     * The state of one operator with the rows of this key and of no other. May block for long: on a thread that may be kept;
     * a storage that fails ends it. Memory for a few bytes for each row that is passed over, and for those that are taken.
     *
     * @param operatorName what the operator is called in messages
     * @param keyHash {@link io.millrace.columns.KeyHash} of the key
     * @param mostRows so many of the key and its rows are taken, of each state
     * @param snapshots what all tasks of the operator left; all of one checkpoint
     * @param storage where the files are
     * @throws io.millrace.spi.error.RunException with code {@link #TOO_MANY} when there are more rows; when a file is
     *     missing, damaged or of another version; names file and place
     */
    OperatorState read(
            String operatorName,
            long keyHash,
            int mostRows,
            List<OperatorSnapshot> snapshots,
            CheckpointStorage storage)
            throws IOException;

    /** The code of the error about a key with more rows than may be taken. */
    String TOO_MANY = "state.key.large";
}
