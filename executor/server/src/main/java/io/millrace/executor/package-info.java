/**
 * The executor process: the one place where operators, connectors, formats and state backends meet, and the only module
 * that touches system time and makes threads. {@code runtime} lends threads and time to the engine, {@code cli} is the
 * command line.
 *
 * <p>Dialect: control plane; wiring only.
 */
@NullMarked
package io.millrace.executor;

import org.jspecify.annotations.NullMarked;
