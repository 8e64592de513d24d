/** Tests of the commands, run as a user runs them. */
@NullMarked
package io.millrace.executor.cli;

import org.jspecify.annotations.NullMarked;
