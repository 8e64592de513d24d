/**
 * State in memory: every kind of {@link io.millrace.spi.state} on arrays of the Java heap, by slot. Start with {@link
 * io.millrace.state.HeapStateBackend}; then {@code SlotStore}, the rows of any kind; then {@code HeapTable}, a hash index
 * over such rows, which the other kinds find their keys with. The decision behind it is docs/adr/0004-state-tables.md. With {@link
 * io.millrace.state.TieredStateBackend} they may be larger than memory, see {@code TieredTable}, {@code OwnedRows} and
 * docs/adr/0020-state-beyond-memory.md.
 *
 * <p>A checkpoint takes it down by {@code HeapOperatorState}, writes it as {@code FrozenRowsWriter} says and brings it back by
 * {@code StateRestore}; files go to a {@link io.millrace.state.FileCheckpointStorage}.
 *
 * <p>All of a task's state belongs to that task's thread, but for what is frozen: {@code FrozenRows} says who may do what.
 *
 * <p>Dialect: data plane.
 */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
