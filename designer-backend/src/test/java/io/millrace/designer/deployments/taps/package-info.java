/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments.taps;

import org.jspecify.annotations.NullMarked;
