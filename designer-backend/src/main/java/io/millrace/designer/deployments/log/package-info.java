/**
 * The job log in PostgreSQL: {@link io.millrace.designer.deployments.log.PostgresJobLog} writes it for the coordinator,
 * {@link io.millrace.designer.deployments.log.DeploymentRows} reads it for people.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments.log;

import org.jspecify.annotations.NullMarked;
