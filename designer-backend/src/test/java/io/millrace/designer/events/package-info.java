/** Tests of this package. */
@NullMarked
package io.millrace.designer.events;

import org.jspecify.annotations.NullMarked;
