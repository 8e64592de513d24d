package io.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.testing.RandomRows;
import io.millrace.expr.Expr;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.testing.EveryCall;
import io.millrace.expr.testing.EveryCall.OfColumns;
import io.millrace.expr.testing.RandomTrees;
import io.millrace.expr.testing.SampleValues;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the tree and whatever the rows, generated code says what the interpreter says. */
class GeneratedLoopsTest {

    private final RowsPool rowsPool = new RowsPool();

    @Property(tries = 120)
    void conditionsKeepWhatTheInterpreterSaysIsTrue(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = random.schema();
        RandomTrees trees = new RandomTrees(random.random(), schema);
        Rows rows = rows(random, schema);
        Oracle oracle = new Oracle(rows);
        for (int i = 0; i < 5; i++) {
            Expr condition = trees.condition(5);
            oracle.checkSelect(condition);
            oracle.checkSplit(condition);
        }
        rows.release();
    }

    @Property(tries = 120)
    void projectionsComputeWhatTheInterpreterComputes(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = random.schema();
        RandomTrees trees = new RandomTrees(random.random(), schema);
        Rows rows = rows(random, schema);
        Oracle oracle = new Oracle(rows);
        for (int i = 0; i < 3; i++) {
            List<Expr> outputs = new ArrayList<>();
            for (int k = random.random().nextInt(6); k >= 0; k--) {
                outputs.add(trees.tree(5));
            }
            oracle.checkProjection(outputs);
        }
        rows.release();
    }

    @Property(tries = 100)
    void treesCutIntoManyMethodsComputeTheSame(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        Schema schema = random.schema();
        RandomTrees trees = new RandomTrees(random.random(), schema);
        Rows rows = rows(random, schema);
        Oracle oracle = new Oracle(rows);
        for (int i = 0; i < 4; i++) {
            oracle.checkOutlined(trees.tree(5), 60 + random.random().nextInt(1_000));
        }
        rows.release();
    }

    @Test
    void everyCallComputesWhatTheInterpreterComputes() {
        for (ScalarFunction function : EveryCall.functions()) {
            List<OfColumns> calls = EveryCall.calls(function, true);
            calls.forEach(this::check);
            assertThat(calls).as(function.name()).isNotEmpty();
        }
    }

    /** Over all samples of the columns' types, without NULLs and with, since those are two loops. */
    private void check(OfColumns call) {
        List<List<@Nullable Object>> samples = samples(call.columns());
        check(call, samples.stream().filter(row -> !row.contains(null)).toList());
        check(call, samples);
    }

    private void check(OfColumns call, List<List<@Nullable Object>> samples) {
        Rows rows = rows(call.columns(), samples);
        Oracle oracle = new Oracle(rows);
        oracle.checkProjection(List.of(call.tree()));
        if (call.tree().type().type() == ScalarType.BOOLEAN) {
            oracle.checkSelect(call.tree());
        }
        rows.release();
    }

    private Rows rows(List<DataType> types, List<List<@Nullable Object>> samples) {
        Batch batch = new BatchPool(RandomRows.schema(types.toArray(DataType[]::new))).take();
        for (int row = 0; row < samples.size(); row++) {
            for (int column = 0; column < types.size(); column++) {
                BoxedColumns.write(batch.column(column), row, samples.get(row).get(column));
            }
        }
        batch.setRowCount(samples.size());
        return rowsPool.take(batch);
    }

    /** Each sample of the first column's type beside each of the second's, NULL among both. */
    private static List<List<@Nullable Object>> samples(List<DataType> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(List.of());
        for (DataType column : columns) {
            List<List<@Nullable Object>> longer = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                for (Object value : SampleValues.of(column.type())) {
                    longer.add(with(row, value));
                }
                longer.add(with(row, null));
            }
            rows = longer;
        }
        return rows;
    }

    private static List<@Nullable Object> with(List<@Nullable Object> row, @Nullable Object value) {
        List<@Nullable Object> longer = new ArrayList<>(row);
        longer.add(value);
        return longer;
    }

    private Rows rows(RandomRows random, Schema schema) {
        BatchPool pool = new BatchPool(schema);
        return random.rows(rowsPool, random.batch(pool, 1 + random.random().nextInt(150)));
    }
}
