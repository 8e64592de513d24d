/** Tests of the drawing: what is wrong with it, all at once, and what is typed in spite of that. Dialect: control plane. */
@NullMarked
package io.millrace.plan.check;

import org.jspecify.annotations.NullMarked;
