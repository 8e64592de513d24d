package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Rows;
import io.millrace.columns.Vector;
import io.millrace.engine.operators.calc.CalcPlan;
import io.millrace.engine.operators.calc.CalcProgram;
import io.millrace.engine.operators.calc.CalcStage;
import io.millrace.engine.operators.calc.CalcStage.Kind;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole chains of stages on a batch, from rows to rows: nanoseconds per row that comes in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MAX_ROWS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class CalcChains {

    private static final Schema BIDS = Schema.of(
            new Column("auction", DataType.parse("BIGINT")),
            new Column("bidder", DataType.parse("BIGINT")),
            new Column("price", DataType.parse("BIGINT")),
            new Column("channel", DataType.parse("STRING")));

    private BareContext context;
    private Batch batch;
    private CalcProgram rename;
    private CalcProgram select;
    private CalcProgram filterAndSelect;

    @Setup
    public void prepare() {
        context = new BareContext();
        batch = context.pool(BIDS).take();
        for (int i = 0; i < BIDS.size(); i++) {
            Vector random = RandomColumn.of(i == 3 ? "STRING 10" : "BIGINT", 0);
            batch.column(i).gather(0, random, null, Batch.MAX_ROWS);
        }
        Arrays.setAll(((LongVector) batch.column(0)).values(), row -> 1_000 + row * 7L);
        batch.setRowCount(Batch.MAX_ROWS);
        Expr dollars = call("*", column("price"), Literal.of(2));
        CalcStage threeColumns = stage(Kind.PROJECT, column("auction"), dollars, column("channel"));
        rename = program(stage(Kind.PROJECT, column("auction"), column("price"), column("channel")));
        select = program(threeColumns);
        filterAndSelect = program(
                stage(Kind.FILTER, call("=", call("MOD", column("auction"), Literal.of(123)), Literal.of(0))),
                threeColumns);
    }

    private static ColumnRef column(String name) {
        int index = BIDS.indexOf(name).orElseThrow();
        return new ColumnRef(index, name, BIDS.type(index));
    }

    private static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }

    private static CalcStage stage(Kind kind, Expr... trees) {
        return new CalcStage("node", kind, List.of(trees));
    }

    private CalcProgram program(CalcStage... stages) {
        List<Column> columns = new ArrayList<>();
        for (Expr tree : stages[stages.length - 1].trees()) {
            columns.add(new Column("o" + columns.size(), tree.type()));
        }
        return new CalcPlan(List.of(stages), EdgeSchema.append(BIDS), new Schema(columns), 1, PipelineZone.UTC)
                .open(context);
    }

    private int run(CalcProgram program) {
        batch.retain();
        Rows result = program.run(context.rows().take(batch));
        int count = result.count();
        result.release();
        return count;
    }

    /** Shares three columns. */
    @Benchmark
    public int renameColumns() {
        return run(rename);
    }

    /** Shares two columns and computes one. */
    @Benchmark
    public int selectThreeColumns() {
        return run(select);
    }

    /** One row in 123 stays, as in Nexmark's q2. */
    @Benchmark
    public int filterAndSelect() {
        return run(filterAndSelect);
    }
}
