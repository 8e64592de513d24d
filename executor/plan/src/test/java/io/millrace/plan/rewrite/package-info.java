/** Tests of the rewrites: where each applies, where it must not, and that each can be left out. Dialect: control plane. */
@NullMarked
package io.millrace.plan.rewrite;

import org.jspecify.annotations.NullMarked;
