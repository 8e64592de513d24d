/**
 * JSON and YAML text to values and back, with the place of every value and hard limits on what a text may unfold to.
 *
 * <p>{@link io.millrace.model.text.JsonText} and {@link io.millrace.model.text.YamlText} read; whatever they are given,
 * they answer with a value or with problems, never with an exception. {@link io.millrace.model.text.YamlWriter} writes
 * the one YAML text of a value; {@link io.millrace.model.json.CanonicalJson} the one JSON text. Nothing here knows what a
 * pipeline is.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.text;

import org.jspecify.annotations.NullMarked;
