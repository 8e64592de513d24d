package io.millrace.spi.error;

import io.millrace.model.error.RunError;

/**
 * Where a node reports the rows it cannot process. The node's policy decides: <em>fail</em> ends the job, <em>skip</em>
 * counts the row and goes on until the limit, <em>dead letter</em> also keeps it.
 */
public interface RowErrors {

    /**
     * One row could not be processed. When this returns, the row is to be left out.
     *
     * @param error what went wrong and where
     * @param raw the row as it came, for the dead-letter policy: the bytes of a record, or the row in words
     * @throws RunException if the policy or its limit ends the job
     */
    void report(RunError error, String raw);
}
