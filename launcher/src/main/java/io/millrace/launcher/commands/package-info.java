/**
 * A class per command of {@code ./millrace}, as picocli reads them. They translate: options in, words and an exit code out.
 * Dialect: control plane.
 */
@NullMarked
package io.millrace.launcher.commands;

import org.jspecify.annotations.NullMarked;
