/** What tests of expressions share: {@link io.millrace.expr.SqlText} reads the SQL that declarations and printer speak. */
@org.jspecify.annotations.NullMarked
package io.millrace.expr;
