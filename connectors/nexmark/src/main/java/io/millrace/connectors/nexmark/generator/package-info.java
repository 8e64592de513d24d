/**
 * The Nexmark auction model as a pure function: event {@code n} of a seed is the same whoever makes it and whichever of
 * its columns are wanted. Random numbers are counted, not drawn in turn ({@link
 * io.millrace.connectors.nexmark.generator.Draws}), so a column that nobody reads costs nothing and a range of events
 * can be made anywhere.
 *
 * <p>The model (shares of event kinds, hot auctions and bidders, prices, texts) follows the public suite, nexmark/nexmark,
 * class by class; the numbers behind it are ours. Start with {@link
 * io.millrace.connectors.nexmark.generator.NexmarkGenerator}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.connectors.nexmark.generator;

import org.jspecify.annotations.NullMarked;
