/** The oracles asked about what is known. Dialect: control plane. */
@NullMarked
package io.millrace.testkit.oracle;

import org.jspecify.annotations.NullMarked;
