/** Tests of a join's parts by hand; what the operators do with rows is tested with the test kit. */
@NullMarked
package io.millrace.engine.operators.join;

import org.jspecify.annotations.NullMarked;
