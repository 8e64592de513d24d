/**
 * The data directory: everything of an installation that is kept. {@link io.millrace.launcher.data.DataDirectory} is its
 * layout, {@link io.millrace.launcher.data.InstanceLock} lets one launcher at a time serve it, {@link
 * io.millrace.launcher.data.Stamp} says what wrote it and so whether this build may touch it, {@link
 * io.millrace.launcher.data.Secrets} makes and reads passwords, {@link io.millrace.launcher.data.RunState} is what {@code
 * status} reads. Whatever is wrong with it becomes a {@link io.millrace.launcher.Refusal} before anything is changed.
 * Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.data;

import org.jspecify.annotations.NullMarked;
