package io.millrace.engine.operators.calc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Batch;
import io.millrace.columns.BatchPool;
import io.millrace.columns.Change;
import io.millrace.columns.Element;
import io.millrace.columns.Rows;
import io.millrace.columns.RowsPool;
import io.millrace.columns.Signal;
import io.millrace.columns.testing.BoxedValues;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.error.RunError;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.NodeMetrics.Metric;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.error.RunException;
import io.millrace.spi.operator.Input;
import io.millrace.spi.operator.Notice;
import io.millrace.spi.operator.OperatorContext;
import io.millrace.spi.operator.Output;
import io.millrace.spi.operator.RestoredTime;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.testing.KeptErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task around one chain of stages: rows in, results and errors out, and whether all was given back. */
final class CalcFixture implements OperatorContext {

    final Schema schema;
    final List<RunError> errors = new ArrayList<>();
    final List<String> raw = new ArrayList<>();
    final Deque<Element> arriving = new ArrayDeque<>();
    final List<List<Element>> emitted = new ArrayList<>();

    /** How many rows each output takes before it is full. */
    final List<Integer> room = new ArrayList<>();

    boolean skipsFailedRows = true;

    private final BatchPool pool;
    private final RowsPool rowsPool = new RowsPool();
    private final List<BatchPool> pools = new ArrayList<>();
    private final Map<String, NodeMetrics> metrics = new HashMap<>();
    private final Map<String, List<PortMeter>> ports = new HashMap<>();

    /** A chain over columns spelled {@code name TYPE}. */
    CalcFixture(String... columns) {
        this(new Schema(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList()));
    }

    CalcFixture(Schema schema) {
        this.schema = schema;
        pool = new BatchPool(schema);
        for (int i = 0; i < 8; i++) {
            emitted.add(new ArrayList<>());
            room.add(Integer.MAX_VALUE);
        }
    }

    ColumnRef column(String name) {
        int index = schema.indexOf(name).orElseThrow();
        return new ColumnRef(index, name, schema.type(index));
    }

    static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }

    static CalcStage stage(String node, Kind kind, Expr... trees) {
        return new CalcStage(node, kind, List.of(trees));
    }

    /** The program of these stages; the columns of its outputs are named {@code o0}, {@code o1} and so on. */
    CalcProgram program(CalcStage... stages) {
        return plan(stages).open(this);
    }

    CalcPlan plan(CalcStage... stages) {
        Schema output = schema;
        for (CalcStage stage : stages) {
            output = stage.kind() == Kind.PROJECT ? outputOf(stage) : output;
        }
        int branches = stages.length > 0 && stages[stages.length - 1].kind() == Kind.ROUTE
                ? stages[stages.length - 1].trees().size() + 1
                : 1;
        return new CalcPlan(List.of(stages), EdgeSchema.append(schema), output, branches, PipelineZone.UTC);
    }

    static Schema outputOf(CalcStage stage) {
        List<Column> columns = new ArrayList<>();
        for (Expr tree : stage.trees()) {
            columns.add(new Column("o" + columns.size(), tree.type()));
        }
        return new Schema(columns);
    }

    /** A batch of these rows, with origin {@code line n}. */
    Batch batch(List<? extends List<? extends @Nullable Object>> rows) {
        Batch batch = pool.take();
        BoxedValues.fill(batch, rows);
        batch.setOrigin(row -> "line " + (row + 1));
        return batch;
    }

    /** All of these rows. */
    Rows rows(List<? extends List<? extends @Nullable Object>> rows) {
        return rowsPool.take(batch(rows));
    }

    /** All rows of a batch. */
    Rows rows(Batch batch) {
        return rowsPool.take(batch);
    }

    /** Some rows of a batch. */
    Rows selected(Batch batch, int... selection) {
        Rows rows = rowsPool.take(batch);
        System.arraycopy(selection, 0, rows.selectionBuffer(), 0, selection.length);
        rows.select(selection.length);
        return rows;
    }

    /** {@code +I [1, a]} for each row. */
    static List<String> shown(Rows rows) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            shown.add(Change.symbol(rows.batch().change(row)) + " " + BoxedValues.row(rows.batch(), row));
        }
        return shown;
    }

    long counted(String node, Metric metric) {
        return metrics(node).get(metric);
    }

    /** How many rows have left a port. */
    long left(String node, String port) {
        return ports.getOrDefault(node + "." + port, List.of()).stream()
                .mapToLong(PortMeter::rows)
                .sum();
    }

    /** Everything that was taken from a pool has come back. */
    void assertNothingHeld() {
        int held = pool.outstanding() + rowsPool.outstanding();
        for (BatchPool other : pools) {
            held += other.outstanding();
        }
        assertThat(held).as("batches and selections still held").isZero();
    }

    @Override
    public int taskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Input input(int port) {
        return new Input() {
            @Override
            public @Nullable Element poll() {
                return arriving.poll();
            }

            @Override
            public RestoredTime restoredTime() {
                return RestoredTime.NONE;
            }

            @Override
            public void advanceTo(long micros) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void startAt(long watermark) {
                throw new UnsupportedOperationException("Stages keep nothing");
            }

            @Override
            public boolean isBlocked() {
                return false;
            }
        };
    }

    @Override
    public Output output(int port) {
        return new Output() {
            @Override
            public boolean hasRoom() {
                return emitted.get(port).stream().filter(Rows.class::isInstance).count() < room.get(port);
            }

            @Override
            public void emit(Rows rows) {
                if (!hasRoom()) {
                    throw new IllegalStateException("Emitted without room");
                }
                if (rows.count() == 0) {
                    rows.release();
                } else {
                    emitted.get(port).add(rows);
                }
            }

            @Override
            public void signal(Signal signal) {
                emitted.get(port).add(signal);
            }
        };
    }

    @Override
    public BatchPool pool(Schema of) {
        BatchPool fresh = new BatchPool(of);
        pools.add(fresh);
        return fresh;
    }

    @Override
    public RowsPool rows() {
        return rowsPool;
    }

    @Override
    public StateAccess state() {
        throw new UnsupportedOperationException("Stages are stateless");
    }

    @Override
    public RowErrors errors(String nodeId) {
        return (error, row) -> {
            RunError named = error.inNode(nodeId);
            errors.add(named);
            raw.add(KeptErrors.text(row));
            if (!skipsFailedRows) {
                throw new RunException(named);
            }
        };
    }

    @Override
    public NodeMetrics metrics(String nodeId) {
        return metrics.computeIfAbsent(nodeId, _ -> new NodeMetrics());
    }

    @Override
    public PortMeter port(String nodeId, String port, EdgeSchema rows) {
        PortMeter meter = new PortMeter();
        ports.computeIfAbsent(nodeId + "." + port, _ -> new ArrayList<>()).add(meter);
        return meter;
    }

    @Override
    public Clock clock() {
        throw new UnsupportedOperationException("Stages know no time");
    }

    @Override
    public BlockingWork blockingWork() {
        throw new UnsupportedOperationException("Stages do not block");
    }

    @Override
    public void tell(Notice notice) {
        throw new UnsupportedOperationException("Stages have nothing to tell");
    }
}
