/** Tests of silence; what the operator does with rows is tested with the test kit. */
@NullMarked
package io.millrace.engine.operators.watermark;

import org.jspecify.annotations.NullMarked;
