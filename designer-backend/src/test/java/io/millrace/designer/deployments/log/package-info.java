/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments.log;

import org.jspecify.annotations.NullMarked;
