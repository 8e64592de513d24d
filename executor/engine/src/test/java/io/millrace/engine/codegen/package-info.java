@NullMarked
package io.millrace.engine.codegen;

import org.jspecify.annotations.NullMarked;
