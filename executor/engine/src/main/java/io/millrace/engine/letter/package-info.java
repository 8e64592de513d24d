/**
 * Letters about rows that failed in nodes with the policy <em>dead letter</em>: how they are gathered beside an operator and
 * leave it by ports of their own. Start with {@link io.millrace.engine.letter.LetterBox}; docs/dead-letters.md has what
 * users see, ADR 0026 why it is so.
 *
 * <p>Dialect: data plane, except for what is done for a row that failed.
 */
@NullMarked
package io.millrace.engine.letter;

import org.jspecify.annotations.NullMarked;
