/**
 * The coordinator of a workspace's jobs: what runs where, what to do when an executor is lost, when output becomes
 * visible. Decides and nothing else: heartbeats, wishes and the passing of time come in, commands go out by {@link
 * io.millrace.coordinator.ExecutorPort}, each step is a row in the {@link io.millrace.coordinator.JobLog}. No threads, no
 * sockets, no connectors. Start with {@link io.millrace.coordinator.Coordinator}, then {@code state.JobState}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.coordinator;

import org.jspecify.annotations.NullMarked;
