/**
 * Joins a stream with a bounded table that every task holds in full. Start with {@link
 * io.millrace.engine.operators.lookupjoin.LookupJoinOperator}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine.operators.lookupjoin;

import org.jspecify.annotations.NullMarked;
