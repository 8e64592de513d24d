package io.millrace.connectors.file.sink;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.BytesVector;
import io.millrace.columns.Change;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts the change of each row, {@code +I}, {@code -U}, {@code +U} or {@code -D}, in a column before the others. */
final class ChangeColumn {

    private static final int SYMBOL_LENGTH = 2;

    /** The symbols by change, two bytes each. */
    private static final byte[] SYMBOLS = (Change.symbol(Change.INSERT)
                    + Change.symbol(Change.UPDATE_BEFORE)
                    + Change.symbol(Change.UPDATE_AFTER)
                    + Change.symbol(Change.DELETE))
            .getBytes(StandardCharsets.US_ASCII);

    private final BatchPool batches;
    private final RowsPool rowsPool = new RowsPool();

    ChangeColumn(String name, Schema schema) {
        batches = new BatchPool(schema(name, schema));
    }

    /** The columns with the change. */
    static Schema schema(String name, Schema schema) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(name, CharacterType.STRING.notNull()));
        columns.addAll(schema.columns());
        return new Schema(columns);
    }

    /** The same rows with the change; the caller releases them. */
    Rows before(Rows rows) {
        Batch source = rows.batch();
        Batch batch = batches.take();
        batch.addParent(source);
        for (int i = 0; i < source.columnCount(); i++) {
            batch.shareColumn(i + 1, source.column(i));
        }
        batch.setRowCount(source.rowCount());
        BytesVector symbols = (BytesVector) batch.column(0);
        symbols.borrow(SYMBOLS);
        for (int i = 0; i < rows.count(); i++) {
            symbols.setRange(rows.row(i), SYMBOL_LENGTH * source.change(rows.row(i)), SYMBOL_LENGTH);
        }
        Rows changed = rowsPool.take(batch);
        int[] selection = rows.selection();
        if (selection != null) {
            System.arraycopy(selection, 0, changed.selectionBuffer(), 0, rows.count());
            changed.select(rows.count());
        }
        return changed;
    }
}
