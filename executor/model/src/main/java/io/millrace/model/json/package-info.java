/**
 * An immutable JSON value tree and its one canonical text.
 *
 * <p>Why not Jackson's nodes: those can be changed by whoever holds them, compare 1 and 1.0 as different, and keep the
 * order somebody typed. Here equal values are equal trees with equal text, which hashes, diffs and golden files rely on.
 * {@link io.millrace.model.json.Json} is sealed; start there. Reading text is the business of {@code model.text}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.json;

import org.jspecify.annotations.NullMarked;
