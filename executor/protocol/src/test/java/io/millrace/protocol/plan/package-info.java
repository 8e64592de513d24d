/** Tests of the plan's wire format. Dialect: control plane. */
@NullMarked
package io.millrace.protocol.plan;

import org.jspecify.annotations.NullMarked;
