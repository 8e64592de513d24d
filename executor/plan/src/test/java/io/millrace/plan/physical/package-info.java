/** Tests of fragments, exchanges and what operators are told. Dialect: control plane. */
@NullMarked
package io.millrace.plan.physical;

import org.jspecify.annotations.NullMarked;
