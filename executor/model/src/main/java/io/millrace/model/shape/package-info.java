/**
 * How the records of this module, and the config records of node types, look as JSON: one description per type, from
 * which values are read, written and checked and from which schemas are made. Nothing else in the house knows how a
 * record maps to JSON.
 *
 * <p>Start with {@link io.millrace.model.shape.Codec}, which is all most callers need; {@link
 * io.millrace.model.shape.Shape} is the description, {@code Shapes} derives it by reflection, {@code ShapeReader} holds
 * the words of every complaint about a value's form.
 *
 * <p>Conventions: a component's key is its name ({@code isX} of a boolean becomes {@code x}); an absent key is
 * {@code Optional.empty()} or the default of {@link io.millrace.model.annotation.Field}; a member equal to its default
 * is not written; null is an absent key, save where any JSON is allowed.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.shape;

import org.jspecify.annotations.NullMarked;
