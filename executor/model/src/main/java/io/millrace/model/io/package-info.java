/**
 * Pipeline documents in and out: from JSON or YAML text, from stored JSON, to either, and to their two hashes.
 *
 * <p>Start with {@link io.millrace.model.io.DocumentReader}; {@code DocumentForm} is the written form of a document, from
 * which reading, writing and the JSON Schema are all derived.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.model.io;

import org.jspecify.annotations.NullMarked;
