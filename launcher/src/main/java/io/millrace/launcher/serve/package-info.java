/**
 * Serving a data directory: {@link io.millrace.launcher.serve.Serving} is {@code ./millrace up} from the lock to the last
 * process that ends. {@link io.millrace.launcher.serve.Children} knows the command lines, {@link
 * io.millrace.launcher.serve.Preparation} makes the data fit for this build, {@link io.millrace.launcher.serve.Progress} shows
 * how far it is. Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.serve;

import org.jspecify.annotations.NullMarked;
