/** Tests of the package of this name. Dialect: control plane. */
@NullMarked
package io.millrace.protocol.rpc;

import org.jspecify.annotations.NullMarked;
