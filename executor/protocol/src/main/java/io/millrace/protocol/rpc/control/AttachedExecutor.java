package io.millrace.protocol.rpc.control;

import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.security.ClusterId;

/**
 * An executor as it has joined.
 *
 * @param cluster what its token let it join
 * @param remote the address it called from, for people
 */
public record AttachedExecutor(ClusterId cluster, Handshake handshake, String remote) {}
