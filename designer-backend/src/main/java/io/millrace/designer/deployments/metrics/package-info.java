/**
 * How deployments went: each second for an hour, each ten for a day, each minute for fourteen days.
 * {@link io.millrace.designer.deployments.metrics.MetricRecorder} takes figures in, {@link
 * io.millrace.designer.deployments.metrics.MetricStore} writes, rolls up and reads them, {@link
 * io.millrace.designer.deployments.metrics.MetricLoop} has that done.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.metrics;

import org.jspecify.annotations.NullMarked;
