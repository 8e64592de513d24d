@NullMarked
package io.millrace.engine.operators.calc;

import org.jspecify.annotations.NullMarked;
