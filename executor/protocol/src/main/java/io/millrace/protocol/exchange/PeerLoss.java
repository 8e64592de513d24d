package io.millrace.protocol.exchange;

import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorId;

/** What breaks an attempt when two of its executors lose each other. Not the job's fault: coordinators go by the code. */
public final class PeerLoss {

    /** The code of the error. */
    public static final String CODE = "peer.lost";

    private PeerLoss() {}

    /** The error, for a part whose peer is lost. */
    public static RunError of(ExecutorId peer, String cause) {
        return RunError.external(CODE, "The connection to executor " + peer + " was lost: " + cause, true);
    }
}
