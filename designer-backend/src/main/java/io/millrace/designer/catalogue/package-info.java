/**
 * What can be drawn: the node types the executors have, and the functions expressions may call.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.catalogue;

import org.jspecify.annotations.NullMarked;
