@NullMarked
package io.millrace.engine.attempt;

import org.jspecify.annotations.NullMarked;
