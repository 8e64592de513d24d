/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments.metrics;

import org.jspecify.annotations.NullMarked;
