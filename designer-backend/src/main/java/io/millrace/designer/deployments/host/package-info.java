/**
 * Where coordinators run: one {@link io.millrace.designer.deployments.host.CoordinatorHost} per workspace takes the job log over
 * when the process starts, hears executors and lets time pass; {@link io.millrace.designer.deployments.host.Watch} keeps what people
 * are shown of it.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.host;

import org.jspecify.annotations.NullMarked;
