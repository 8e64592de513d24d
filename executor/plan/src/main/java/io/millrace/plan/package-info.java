/**
 * From a pipeline document to what executors run. {@code sql} types expressions, {@code nodes} holds one package per node
 * type.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.plan;

import org.jspecify.annotations.NullMarked;
