/**
 * The control plane: stores pipelines, checks them, and has them run. Packages are features; each holds its resource
 * classes (which translate), its rules and its SQL. Start with {@code pipelines}, or with {@code database} for how rows are
 * kept apart.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer;

import org.jspecify.annotations.NullMarked;
