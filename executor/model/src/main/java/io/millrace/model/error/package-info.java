/**
 * What goes wrong while a pipeline runs, as data: whose business it is, where, and what may help, unchanged from connector
 * to screen. What is wrong with a document is a {@link io.millrace.model.problem.Problem}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.error;

import org.jspecify.annotations.NullMarked;
