/** Tests of this package. */
@NullMarked
package io.millrace.designer.catalogue;

import org.jspecify.annotations.NullMarked;
