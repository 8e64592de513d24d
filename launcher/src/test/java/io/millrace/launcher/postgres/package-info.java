/** Tests of the package of the same name. */
@NullMarked
package io.millrace.launcher.postgres;

import org.jspecify.annotations.NullMarked;
