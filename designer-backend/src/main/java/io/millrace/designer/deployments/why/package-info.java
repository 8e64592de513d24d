/**
 * Why a node of a deployment brings out nothing: asks the executors how their tasks stand, and has {@link
 * io.millrace.coordinator.why.WhyReport} make a chain of causes of it. Start with {@link io.millrace.designer.deployments.why.WhyResource}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.why;

import org.jspecify.annotations.NullMarked;
