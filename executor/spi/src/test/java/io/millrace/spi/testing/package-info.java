/**
 * What tests drive connectors with: a clock moved by hand, blocking work that runs when the test says, errors that are
 * kept, and harnesses that read a whole source or write a whole sink on the test's thread. Start with {@link
 * io.millrace.spi.testing.SourceHarness} and {@link io.millrace.spi.testing.SinkHarness}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.spi.testing;

import org.jspecify.annotations.NullMarked;
