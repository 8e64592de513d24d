/**
 * What a record says about its own JSON form: hints on components, the name of a variant, the spelling of a text type.
 * The document, the descriptors and the config records of node types all carry them; {@code model.shape} reads them.
 *
 * <p>Start with {@link io.millrace.model.annotation.Field}. Dialect: control plane.
 */
@NullMarked
package io.millrace.model.annotation;

import org.jspecify.annotations.NullMarked;
