/** Tests of this package. */
@NullMarked
package io.millrace.designer;

import org.jspecify.annotations.NullMarked;
