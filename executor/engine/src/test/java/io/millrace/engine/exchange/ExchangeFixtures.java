package io.millrace.engine.exchange;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.Column;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Batches of one BIGINT column for the tests of this package. */
final class ExchangeFixtures {

    static final Schema SCHEMA = Schema.of(new Column("v", ScalarType.BIGINT.notNull()));

    final BatchPool batches = new BatchPool(SCHEMA);
    final RowsPool rows = new RowsPool();

    Rows rowsOf(long... values) {
        Batch batch = batches.take();
        System.arraycopy(values, 0, ((LongVector) batch.column(0)).values(), 0, values.length);
        batch.setRowCount(values.length);
        return rows.take(batch);
    }

    static List<Long> valuesOf(Rows rows) {
        long[] values = ((LongVector) rows.batch().column(0)).values();
        List<Long> result = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            result.add(values[rows.row(i)]);
        }
        return result;
    }

    /** What is not given back yet. */
    int outstanding() {
        return batches.outstanding() + rows.outstanding();
    }
}
