/** Tests of the package of the same name. */
@NullMarked
package io.millrace.launcher.data;

import org.jspecify.annotations.NullMarked;
