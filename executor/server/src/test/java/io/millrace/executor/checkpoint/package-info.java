@NullMarked
package io.millrace.executor.checkpoint;

import org.jspecify.annotations.NullMarked;
