/** Sources: node types of connectors that only their descriptor is known of. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.source;

import org.jspecify.annotations.NullMarked;
