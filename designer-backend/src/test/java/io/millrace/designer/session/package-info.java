/** Tests of this package. */
@NullMarked
package io.millrace.designer.session;

import org.jspecify.annotations.NullMarked;
