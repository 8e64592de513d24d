/** States in the form of savepoints: rows in Avro files, as {@code docs/savepoint-format.md} says. */
@NullMarked
package io.millrace.state.savepoint;

import org.jspecify.annotations.NullMarked;
