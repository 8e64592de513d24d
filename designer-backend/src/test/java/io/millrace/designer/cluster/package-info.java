/** Tests of this package. */
@NullMarked
package io.millrace.designer.cluster;

import org.jspecify.annotations.NullMarked;
