/** Each operator of the engine alone, by {@link io.millrace.testkit.node.NodeTest}. */
@NullMarked
package io.millrace.testkit.operators;

import org.jspecify.annotations.NullMarked;
