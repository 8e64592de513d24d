/**
 * What a coordinator and executors say to each other about jobs: commands one way, heartbeats the other, each carrying a
 * {@link io.millrace.protocol.job.Fence}. Both sides repeat themselves until the other's answer shows that they were
 * heard, so that a lost, late, doubled or overtaken message costs time and nothing else. Start with {@link
 * io.millrace.protocol.job.ExecutorCommand} and {@link io.millrace.protocol.job.Heartbeat}; docs/adr/0011 tells
 * why.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.job;

import org.jspecify.annotations.NullMarked;
