/**
 * How processes reach each other: what both services of {@code io.millrace.executor.v1} share. {@code security} says who may
 * talk to whom, {@code control} carries commands and heartbeats between control plane and executors, {@code wire} turns
 * records into messages. Nothing here waits: gRPC's own threads call, and are let go at once; time comes in by {@link
 * io.millrace.protocol.rpc.Timer}. Start with {@link io.millrace.protocol.rpc.RpcLimits}; docs/adr/0013 tells why.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.rpc;

import org.jspecify.annotations.NullMarked;
