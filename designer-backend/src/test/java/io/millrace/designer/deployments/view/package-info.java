/** Tests of this package. */
@NullMarked
package io.millrace.designer.deployments.view;

import org.jspecify.annotations.NullMarked;
