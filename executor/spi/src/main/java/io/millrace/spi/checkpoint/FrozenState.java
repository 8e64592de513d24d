package io.millrace.spi.checkpoint;

import java.io.IOException;

/** An operator's state as it was at a barrier. */
public interface FrozenState {

    /**
     * Writes what has changed since the last checkpoint that completed, and says where the whole state is to be found. Once,
     * on an I/O thread, while the task goes on.
     *
     * @param file where it goes; other states of the same task may be in the same file
     * @param path the name under which that file is found
     */
    OperatorSnapshot write(CheckpointStorage.Upload file, String path) throws IOException;

    /**
     * What became of the checkpoint. Called once, on the task's thread, whether or not it was written. Of one that did not
     * complete everything counts as changed still, so that the next one has it.
     */
    void settle(boolean completed);
}
