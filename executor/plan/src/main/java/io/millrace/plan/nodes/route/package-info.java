/** The node type {@code route}: sends each row one of several ways. Dialect: control plane. */
@NullMarked
package io.millrace.plan.nodes.route;

import org.jspecify.annotations.NullMarked;
