package io.millrace.spi.error;

import io.millrace.columns.Batch;
import io.millrace.columns.Vector;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What could not be processed, where it stands. Nothing is copied: it is valid only during {@link RowErrors#report}, and a
 * policy that does not keep it does not read it.
 */
public sealed interface FailedInput {

    /**
     * A row.
     *
     * @param columns names and types of the vectors
     * @param vectors at least as many as there are columns
     * @param row which row of them
     */
    record OfRow(Schema columns, Vector[] vectors, int row) implements FailedInput {

        /** A row of a batch. */
        public static OfRow of(Batch batch, int row) {
            Vector[] vectors = new Vector[batch.columnCount()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = batch.column(i);
            }
            return new OfRow(batch.schema(), vectors, row);
        }

        /** The row without the columns from {@code start} to {@code end}, without the latter. */
        public OfRow without(int start, int end) {
            List<Column> kept = new ArrayList<>(columns.columns());
            List<Vector> keptVectors = new ArrayList<>(Arrays.asList(vectors));
            kept.subList(start, end).clear();
            keptVectors.subList(start, end).clear();
            return new OfRow(new Schema(kept), keptVectors.toArray(Vector[]::new), row);
        }
    }

    /**
     * A record that did not become a row.
     *
     * @param data where its bytes are, from {@code start} to {@code end}, without the latter; of a very long record the
     *     beginning
     */
    record OfRecord(byte[] data, int start, int end) implements FailedInput {}
}
