/** Checkpoints as files, without a job. */
@NullMarked
package io.millrace.executor.checkpoint;

import org.jspecify.annotations.NullMarked;
