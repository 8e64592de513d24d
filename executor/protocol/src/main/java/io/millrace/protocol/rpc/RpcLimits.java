package io.millrace.protocol.rpc;

import java.time.Duration;

/** What may become how large, and take how long, between processes. */
public final class RpcLimits {

    /**
     * The largest message between control plane and executor. A document has at most 2 MiB, and its plan repeats schemas and
     * typed trees: one of 500 nodes with 100 columns each has near 10 MiB. gRPC's own 4 MiB would refuse it.
     */
    public static final int CONTROL_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** What waits for an executor that does not read. Room for one plan of any size and thousands of other commands. */
    public static final int CONTROL_WAITING_BYTES = 2 * CONTROL_MESSAGE_BYTES;

    /**
     * The largest message between executors: a block of rows. It has at most 4,096 rows, so this leaves 64 KiB for each.
     */
    public static final int EXCHANGE_MESSAGE_BYTES = 256 * 1024 * 1024;

    /**
     * What waits for an executor that does not read. Credits bound it to 32 MiB for each edge of each job, see docs/adr/0012;
     * past this they are not kept, and the connection is given up before the process runs out of memory.
     */
    public static final long EXCHANGE_WAITING_BYTES = 1L << 30;

    /** So much is handed to the network before it has to ask for more: some blocks, so that it never runs dry. */
    public static final int EXCHANGE_READY_BYTES = 1024 * 1024;

    /** How long a caller may take to say who it is, and a server to answer that. */
    public static final Duration HANDSHAKE = Duration.ofSeconds(10);

    /**
     * After so much silence of the network a connection is tried, by both ends. The least that gRPC allows; half of the time
     * after which a coordinator gives an executor up would be better, and heartbeats see to that.
     */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** How long the other end may take to answer that. */
    public static final Duration KEEP_ALIVE_ANSWER = Duration.ofSeconds(5);

    /**
     * A transfer of which nothing came and went for so long is over: its other end is there and has forgotten it, or whoever it is
     * for takes nothing any more.
     */
    public static final Duration TRANSFER_IDLE = Duration.ofMinutes(2);

    private RpcLimits() {}
}
