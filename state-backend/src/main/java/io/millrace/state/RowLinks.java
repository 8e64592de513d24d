package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * How rows of {@link OwnedRows} hang together in lists of one kind.
 *
 * @param previous the row before, plus one; the second of the kept columns
 * @param links columns that mean something by id alone
 * @param number one that is kept, and needed by id as well
 * @param numberById is told that column when it is another one than by place
 * @param whileRestored columns that are kept, and needed by id until links are made anew
 * @param next the id behind an id in its list, or {@link OwnedRows#NONE}
 */
record RowLinks(
        IntVector previous,
        List<Vector> links,
        Optional<LongVector> number,
        Consumer<LongVector> numberById,
        List<? extends Vector> whileRestored,
        IntUnaryOperator next) {}
