/** Tests of expressions: what they mean, what is refused and what is said about it. Dialect: control plane. */
@NullMarked
package io.millrace.plan.sql;

import org.jspecify.annotations.NullMarked;
