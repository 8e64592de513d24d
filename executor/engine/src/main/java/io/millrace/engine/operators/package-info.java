/**
 * One package per operator and {@link io.millrace.engine.operators.OperatorRegistry}, the one place where each is
 * registered. docs/adding-an-operator.md walks through a new one.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators;

import org.jspecify.annotations.NullMarked;
