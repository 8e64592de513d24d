/**
 * Tests of one operator alone: {@link io.millrace.testkit.node.NodeTest} feeds it a script in many ways (row by row, in
 * one batch, in random batches, into an output that is mostly full, over state whose fetches come late, with barriers in
 * between) and holds that what stands on each output after each signal is the same in all of them.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.node;

import org.jspecify.annotations.NullMarked;
