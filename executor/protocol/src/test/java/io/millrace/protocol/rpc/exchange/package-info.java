/** Tests of the package of this name. Dialect: control plane. */
@NullMarked
package io.millrace.protocol.rpc.exchange;

import org.jspecify.annotations.NullMarked;
