/**
 * {@code ./millrace bench chaos}: breaks an installation on purpose while jobs run, and compares what they wrote with a run that
 * nothing disturbed. {@link io.millrace.launcher.chaos.Chaos} is the whole of it from top to bottom; {@link
 * io.millrace.launcher.chaos.Fault} says what is done, {@link io.millrace.launcher.chaos.Rows} what counts as the same. It uses
 * the installation as anybody would: command line, REST, and process ids from {@code run/state}.
 */
@NullMarked
package io.millrace.launcher.chaos;

import org.jspecify.annotations.NullMarked;
