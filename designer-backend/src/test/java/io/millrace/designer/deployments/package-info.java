/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments;

import org.jspecify.annotations.NullMarked;
