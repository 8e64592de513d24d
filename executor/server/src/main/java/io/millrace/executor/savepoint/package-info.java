/** Savepoints: checkpoints in a form of their own, which needs neither their files nor this product to be read. */
@NullMarked
package io.millrace.executor.savepoint;

import org.jspecify.annotations.NullMarked;
