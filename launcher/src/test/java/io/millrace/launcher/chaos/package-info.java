/** Tests of the package of the same name. */
@NullMarked
package io.millrace.launcher.chaos;

import org.jspecify.annotations.NullMarked;
