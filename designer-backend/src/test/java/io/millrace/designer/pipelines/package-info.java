/** Tests of this package. */
@NullMarked
package io.millrace.designer.pipelines;

import org.jspecify.annotations.NullMarked;
