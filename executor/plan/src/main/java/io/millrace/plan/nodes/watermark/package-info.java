/** The node type {@code watermark}: says which column is event time and how late rows may come. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.watermark;

import org.jspecify.annotations.NullMarked;
