package io.millrace.benchmarks.micro;

import io.millrace.columns.Batch;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Condition;
import io.millrace.engine.codegen.FailedRows;
import io.millrace.engine.codegen.Projection;
import io.millrace.engine.codegen.ScratchVectors;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.DecimalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What generated loops cost: nanoseconds per row, beside the same filter written by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.MAX_ROWS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first.
public class ExpressionLoops {

    /** How many of the values are NULL; the columns may be NULL by their type in any case. */
    @Param({"0", "0.1"})
    private double nulls;

    private final FailedRows failed = new FailedRows();
    private final int[] kept = new int[Batch.MAX_ROWS];
    private Vector[] columns;
    private Condition modulo;
    private Condition moduloOfSelection;
    private Condition range;
    private Condition like;
    private Condition in;
    private Work product;
    private Work upper;
    private Work substring;
    private Work words;
    private int[] everyOther;

    /** A projection to one column and where it goes. */
    private record Work(Projection projection, @Nullable Vector[] targets) {}

    @Setup
    public void prepare() {
        columns = new Vector[] {
            RandomColumn.of("BIGINT", nulls), RandomColumn.of("BIGINT", nulls), RandomColumn.of("STRING 20", nulls)
        };
        // Ids and prices as of the Nexmark bids.
        long[] auctions = ((LongVector) columns[0]).values();
        long[] prices = ((LongVector) columns[1]).values();
        Arrays.setAll(auctions, row -> 1_000 + (auctions[row] >>> 10));
        Arrays.setAll(prices, row -> auctions[Batch.MAX_ROWS - 1 - row]);
        everyOther = new int[Batch.MAX_ROWS / 2];
        Arrays.setAll(everyOther, i -> 2 * i);
        Expr auction = column(0);
        Expr price = column(1);
        Expr text = column(2);
        Expr divisible = call("=", call("MOD", auction, Literal.of(123)), Literal.of(0));
        modulo = condition(divisible);
        moduloOfSelection = condition(divisible);
        range = condition(call(
                "AND",
                call(">", auction, Literal.of(100_000)),
                call("<", price, Literal.of(900_000)),
                call("<>", auction, price)));
        like = condition(call("LIKE", text, Literal.of("%ab%")));
        List<Expr> items = new ArrayList<>(List.of(auction));
        for (int i = 1; i <= 20; i++) {
            items.add(Literal.of(i * 5_000));
        }
        in = condition(call("IN", items.toArray(Expr[]::new)));
        product = work(call("*", price, new Literal(908L, new DecimalType(3, 3).notNull())));
        upper = work(call("UPPER", text));
        substring = work(call("SUBSTRING", text, Literal.of(2), Literal.of(5)));
        words = work(call(
                "CASE",
                call(">", auction, price),
                Literal.of("larger"),
                call("<", auction, price),
                Literal.of("less"),
                Literal.of("equal")));
    }

    private ColumnRef column(int index) {
        return new ColumnRef(index, "c" + index, columns[index].type());
    }

    private static Expr call(String function, Expr... args) {
        return FunctionRegistry.resolve(function, List.of(args)).orThrow();
    }

    private Condition condition(Expr condition) {
        return Condition.selecting(condition, columns.length, PipelineZone.UTC);
    }

    private Work work(Expr tree) {
        return new Work(
                Projection.compile(List.of(tree), columns.length, PipelineZone.UTC, new ScratchVectors()),
                new Vector[] {Vector.create(tree.type(), Batch.MAX_ROWS)});
    }

    private int select(Condition condition) {
        return condition.select(columns, null, Batch.MAX_ROWS, kept, failed);
    }

    private @Nullable Vector compute(Work work) {
        Vector target = work.targets[0];
        if (target != null) {
            target.clear();
        }
        work.projection.compute(columns, null, Batch.MAX_ROWS, work.targets, failed);
        return target;
    }

    @Benchmark
    public int moduloFilter() {
        return select(modulo);
    }

    /** The same over a selection of half as many rows, so a batch is half the work. */
    @Benchmark
    @OperationsPerInvocation(Batch.MAX_ROWS / 2)
    public int moduloFilterOfSelection() {
        return moduloOfSelection.select(columns, everyOther, everyOther.length, kept, failed);
    }

    /** What {@link #moduloFilter} would be in Java, without NULLs. */
    @Benchmark
    public int moduloFilterByHand() {
        long[] values = ((LongVector) columns[0]).values();
        int count = 0;
        for (int row = 0; row < Batch.MAX_ROWS; row++) {
            kept[count] = row;
            count += values[row] % 123 == 0 ? 1 : 0;
        }
        return count;
    }

    @Benchmark
    public int threeComparisons() {
        return select(range);
    }

    @Benchmark
    public int likeFilter() {
        return select(like);
    }

    @Benchmark
    public int inSetOfNumbers() {
        return select(in);
    }

    /** {@code price * 0.908}, a DECIMAL of 23 digits and so in two halves. */
    @Benchmark
    public @Nullable Vector wideProduct() {
        return compute(product);
    }

    @Benchmark
    public @Nullable Vector upper() {
        return compute(upper);
    }

    /** Points into the bytes of its input. */
    @Benchmark
    public @Nullable Vector substring() {
        return compute(substring);
    }

    /** Points into the bytes of its literals. */
    @Benchmark
    public @Nullable Vector caseOfWords() {
        return compute(words);
    }
}
