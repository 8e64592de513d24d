package io.millrace.engine.codegen;

import io.millrace.columns.BytesVector;
import io.millrace.columns.Vector;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.BinaryType;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes texts and bytes into a vector, without copying them where that is possible: when all results point into one and
 * the same array that outlives the block, the vector borrows that array and takes the ranges over. So {@code
 * SUBSTRING(column, …)}, {@code TRIM(column)} and {@code CASE … THEN 'a' ELSE 'b' END} write two integers a row.
 *
 * <p>Arrays that outlive the block are those of inputs that are no scratch (columns of a batch, which the output retains)
 * and the one array that holds all constants of the expression. The first result decides; when a later one lies elsewhere,
 * the vector copies what it has and goes on copying, now and in later blocks.
 */
final class TextWriter {

    private static final byte[] NOWHERE = {};
    private static final int[] NO_RANGES = {};

    private final List<byte[]> lasting = new ArrayList<>();
    private byte[] constants = NOWHERE;
    private ScratchVectors scratch = new ScratchVectors();

    private BytesVector target = (BytesVector) Vector.create(BinaryType.BYTES.nullable(), 0);
    private int[] starts = NO_RANGES;
    private int[] lengths = NO_RANGES;

    /** What the target borrows, or {@link #NOWHERE}, in which no result lies. */
    private byte[] borrowed = NOWHERE;

    private boolean undecided;
    private boolean alwaysCopies;

    /**
     * @param constantBytes the array that all constants of the expression lie in
     * @param scratchVectors which of the inputs do not outlive the block
     */
    void configure(byte[] constantBytes, ScratchVectors scratchVectors) {
        constants = constantBytes;
        scratch = scratchVectors;
    }

    /** The next block goes to {@code result}, which is empty. */
    void begin(BytesVector result, Vector[] inputs) {
        target = result;
        starts = result.starts();
        lengths = result.lengths();
        borrowed = NOWHERE;
        undecided = !alwaysCopies;
        lasting.clear();
        if (undecided) {
            lasting.add(constants);
            for (Vector input : inputs) {
                // What a scratch vector borrows lasts; what it owns does not.
                if (input instanceof BytesVector bytes && (bytes.isBorrowing() || !scratch.owns(bytes))) {
                    lasting.add(bytes.data());
                }
            }
        }
    }

    /** Called by generated code: the value of a row. */
    void put(int row, Utf8 value) {
        if (value.data() == borrowed) {
            starts[row] = value.start();
            lengths[row] = value.length();
        } else {
            putElsewhere(row, value);
        }
    }

    private void putElsewhere(int row, Utf8 value) {
        if (value.length() == 0) {
            target.setRange(row, 0, 0);
            return;
        }
        if (undecided) {
            undecided = false;
            if (lasts(value.data())) {
                borrowed = value.data();
                target.borrow(borrowed);
                target.setRange(row, value.start(), value.length());
                return;
            }
        } else if (borrowed != NOWHERE) {
            borrowed = NOWHERE;
            alwaysCopies = true;
            target.stopBorrowing();
        }
        target.append(row, value.data(), value.start(), value.length());
    }

    private boolean lasts(byte[] data) {
        for (int i = 0; i < lasting.size(); i++) {
            if (lasting.get(i) == data) {
                return true;
            }
        }
        return false;
    }
}
