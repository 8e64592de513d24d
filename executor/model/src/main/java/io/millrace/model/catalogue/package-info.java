/**
 * Node types as data. Executors describe theirs in a {@link io.millrace.model.catalogue.Catalogue}, the designer keeps
 * it and draws palette, forms and docs from it, the planner reads ports and abilities from it; nobody needs the code of
 * a node type to draw one.
 *
 * <p>Start with {@link io.millrace.model.catalogue.NodeTypeDescriptor}. A type's config is a record;
 * {@link io.millrace.model.catalogue.ConfigSchema} is generated from it and
 * {@link io.millrace.model.catalogue.ConfigBinder} turns a node's JSON into it.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.catalogue;

import org.jspecify.annotations.NullMarked;
