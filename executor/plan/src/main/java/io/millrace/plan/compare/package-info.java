/**
 * What the state of a running pipeline means to another revision of it: {@link io.millrace.plan.compare.Comparison}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.compare;

import org.jspecify.annotations.NullMarked;
