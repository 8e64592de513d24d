/**
 * What people see of a running job's edges: {@link io.millrace.engine.port.PortLedger} holds the meters of all tasks by drawn
 * port, counts what has passed and puts taps on them; {@link io.millrace.engine.port.Sampler} is a tap, {@link
 * io.millrace.engine.port.RowJson} how its rows look. docs/taps.md tells the whole story.
 *
 * <p>Dialect: control plane, apart from {@code Sampler}, which tasks call.
 */
@NullMarked
package io.millrace.engine.port;

import org.jspecify.annotations.NullMarked;
