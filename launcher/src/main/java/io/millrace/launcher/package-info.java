/**
 * The launcher's second half: where {@code ./millrace up} and its sisters go once everything is built. {@code commands} has
 * a class per command, {@code process} starts children and starts them again, {@code postgres} makes a real database of an
 * archive, {@code data} knows the data directory.
 *
 * <p>It knows no other module: what it supervises are command lines. One thread decides; clock, chance and threads come in
 * through constructors and are made in {@code Main}. Dialect: control plane (records, immutable, {@code Optional}).
 */
@NullMarked
package io.millrace.launcher;

import org.jspecify.annotations.NullMarked;
