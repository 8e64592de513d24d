/**
 * What people are shown of deployments. {@link io.millrace.designer.deployments.view.DeploymentView} is the whole;
 * {@link io.millrace.designer.deployments.view.Meter} makes rates and shares of what executors count;
 * {@link io.millrace.designer.deployments.view.EventWords} puts events of the job log into words.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.view;

import org.jspecify.annotations.NullMarked;
