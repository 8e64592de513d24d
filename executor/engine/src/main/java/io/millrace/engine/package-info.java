/**
 * The engine: runs operator plans over columns. {@code task} runs operators on cooperative workers, {@code exchange}
 * moves batches between tasks, {@code time} merges watermarks, {@code codegen} turns expression trees into block loops,
 * {@code operators} holds one package per operator, {@code job} puts a plan together and runs it.
 *
 * <p>Start with {@link io.millrace.engine.task.Task}.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.engine;

import org.jspecify.annotations.NullMarked;
