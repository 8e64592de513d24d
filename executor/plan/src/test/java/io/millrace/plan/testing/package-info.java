/**
 * What tests of several modules need to speak about pipelines: {@link io.millrace.plan.testing.Drawing} draws one in a few
 * lines, {@link io.millrace.plan.testing.TestConnectors} has sources and sinks to draw with. Packed as this module's test
 * jar.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.testing;

import org.jspecify.annotations.NullMarked;
