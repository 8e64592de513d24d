/**
 * Where the clock, chance and threads come from. Nothing else lives here, since nothing else may reach for them.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.wiring;

import org.jspecify.annotations.NullMarked;
