/**
 * What an executor decides about the attempts it takes part in: which command it obeys, what is to be done, what it
 * reports. Pure decisions without threads and time of their own; whoever calls does what the actions say and tells how it
 * went, be it on threads or in a simulation. Start with {@link io.millrace.engine.attempt.ExecutorParts}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.engine.attempt;

import org.jspecify.annotations.NullMarked;
