/** Tests of this package. */
@NullMarked
package io.millrace.designer.permission;

import org.jspecify.annotations.NullMarked;
