/**
 * Savepoints: what is kept of a pipeline's state, for any revision that fits to start from. Executors make, read and move them,
 * as they alone reach the storage; {@link io.millrace.designer.deployments.savepoints.SavepointLoop} brings each one to its end,
 * {@link io.millrace.designer.deployments.savepoints.SavepointOrders} speaks to executors about them. Start with {@code
 * Savepoints}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.savepoints;

import org.jspecify.annotations.NullMarked;
