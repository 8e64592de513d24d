/**
 * Expression trees as generated loops over columns, why and how in docs/adr/0005-generated-block-loops.md. A tree becomes
 * {@link io.millrace.engine.codegen.Node}s ({@code Lowering}), cut into parts that fit a method ({@code Partition}), and
 * those the class of a loop ({@code LoopAssembler}, {@code Emitter}), which {@code LoopClasses} defines once per process.
 *
 * <p>Start with {@link io.millrace.engine.codegen.Condition} and {@link io.millrace.engine.codegen.Projection}, which are
 * all that operators see.
 *
 * <p>Dialect: control plane up to the class, data plane in the loops ({@code BlockLoop} and what extends it).
 */
@NullMarked
package io.millrace.engine.codegen;

import org.jspecify.annotations.NullMarked;
