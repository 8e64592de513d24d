/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments.savepoints;

import org.jspecify.annotations.NullMarked;
