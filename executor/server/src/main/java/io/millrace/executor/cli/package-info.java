/**
 * The command line: {@code run}, {@code check} and {@code explain}. Start with {@link io.millrace.executor.cli.Main}.
 *
 * <p>Dialect: control plane; wiring only.
 */
@NullMarked
package io.millrace.executor.cli;

import org.jspecify.annotations.NullMarked;
