/**
 * Revisions that run. {@link io.millrace.designer.deployments.Deployer} plans a revision and hands it to the workspace's
 * coordinator ({@code host}), whose log is in the database ({@code log}); {@code view} says how it goes, {@code metrics} how it went.
 * Start with {@code host.CoordinatorHost}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.deployments;

import org.jspecify.annotations.NullMarked;
