/** Tests of counts and taps. Dialect: control plane. */
@NullMarked
package io.millrace.engine.port;

import org.jspecify.annotations.NullMarked;
