/** Tests of the package of the same name. */
@NullMarked
package io.millrace.launcher.commands;

import org.jspecify.annotations.NullMarked;
