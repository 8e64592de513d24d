/** Tests of reading splits: {@code SourceRun} runs a source operator in a task, on splits that say what the test wants. */
@NullMarked
package io.millrace.engine.operators.source;

import org.jspecify.annotations.NullMarked;
