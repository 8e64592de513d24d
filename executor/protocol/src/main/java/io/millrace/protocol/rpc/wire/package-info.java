/**
 * Records as messages and back: {@code CommandWire} and {@code HeartbeatWire} for what coordinators and executors say about
 * jobs, {@code HandshakeWire} for who they are, {@code TapWire} for rows that somebody looks at, {@code PeerWire} for what
 * executors say to each other. What a message lacks or what this version does not know is {@link
 * io.millrace.protocol.rpc.wire.UnreadableMessage}, with words. Generated classes stop here and in the classes that serve and
 * call.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.rpc.wire;

import org.jspecify.annotations.NullMarked;
