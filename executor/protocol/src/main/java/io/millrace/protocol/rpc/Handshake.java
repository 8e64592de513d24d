package io.millrace.protocol.rpc;

import io.millrace.protocol.job.ExecutorId;

/**
 * What an executor says when it joins.
 *
 * @param versions what it speaks
 * @param executor which process
 * @param slots how many workers it has
 * @param exchange where other executors of the cluster reach it
 * @param hostName the machine, for people
 * @param pid the process on that machine, for people
 * @param catalogue its node types, as JSON
 */
public record Handshake(
        Versions versions,
        ExecutorId executor,
        int slots,
        ServerAddress exchange,
        String hostName,
        long pid,
        String catalogue) {

    public Handshake {
        if (slots < 1) {
            throw new IllegalArgumentException("An executor has at least one worker");
        }
    }
}
