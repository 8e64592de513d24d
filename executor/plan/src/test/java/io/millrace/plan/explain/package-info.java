/** Explanations against kept texts, and drawings of any shape. */
@NullMarked
package io.millrace.plan.explain;

import org.jspecify.annotations.NullMarked;
