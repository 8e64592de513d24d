package io.millrace.spi.error;

import io.millrace.model.error.RunError;

/**
 * Where a node reports the rows it cannot process. The node's policy decides: <em>fail</em> ends the job, <em>skip</em>
 * counts the row and goes on until the limit, <em>dead letter</em> also writes a letter with the row itself to the dead-letter sink.
 */
public interface RowErrors {

    /**
     * One row could not be processed. When this returns, the row is to be left out.
     *
     * @param error what went wrong and where
     * @param input the row or record itself, for the dead-letter policy; read during the call only
     * @throws RunException if the policy or its limit ends the job
     */
    void report(RunError error, FailedInput input);
}
