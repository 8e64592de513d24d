package io.millrace.expr.testing;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.kernel.CalendarUnit;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.SqlType;
import io.millrace.model.type.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Typed trees of all functions over the columns of a schema, and rows for them, all from one seed. */
public final class RandomTrees {

    private static final List<String> WORDS = List.of("BOTH", "LEADING", "TRAILING");
    private static final List<String> FORMATS = List.of("yyyy-MM-dd HH:mm:ss", "dd.MM.yyyy", "yyyy-MM-dd''T''HH:mm");
    private static final int ATTEMPTS = 60;

    /** Most calls that are tried for one tree: a call that is refused throws away the trees that were its arguments. */
    private static final int MOST_TRIES = 400;

    private final RandomGenerator random;
    private final Schema schema;
    private final List<ScalarFunction> functions = FunctionRegistry.scalars();
    private int triesLeft = MOST_TRIES;

    /** Over {@link SampleValues#schema}. */
    public RandomTrees(long seed) {
        this(new Random(seed), SampleValues.schema());
    }

    /** Over any columns. */
    public RandomTrees(RandomGenerator random, Schema schema) {
        this.random = random;
        this.schema = schema;
    }

    /** A row of the schema with NULLs where they are allowed. */
    public List<@Nullable Object> row() {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            boolean isNull = schema.type(i).isNullable() && random.nextInt(4) == 0;
            row.add(isNull ? null : pick(SampleValues.of(schema.type(i).type())));
        }
        return row;
    }

    /** A tree of at most {@code depth} levels of calls. */
    public Expr tree(int depth) {
        triesLeft = MOST_TRIES;
        return grown(depth);
    }

    private Expr grown(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf();
        }
        for (int attempt = 0; attempt < ATTEMPTS && triesLeft > 0; attempt++) {
            Optional<Expr> call = call(pick(functions), depth);
            if (call.isPresent()) {
                return call.get();
            }
        }
        return leaf();
    }

    /** A condition of at most {@code depth} levels of calls. */
    public Expr condition(int depth) {
        for (int attempt = 0; attempt < 50 * ATTEMPTS; attempt++) {
            triesLeft = MOST_TRIES;
            Optional<Expr> call = call(pick(functions), depth);
            if (call.isPresent() && call.get().type().type() == ScalarType.BOOLEAN) {
                return call.get();
            }
        }
        return leaf(ScalarType.BOOLEAN);
    }

    private Optional<Expr> call(ScalarFunction function, int depth) {
        triesLeft--;
        int most = Math.min(function.maxArgs(), function.minArgs() + 3);
        int count = function.minArgs() + random.nextInt(most - function.minArgs() + 1);
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            args.add(argument(function, count, i, args, depth));
        }
        return function.resolve(args) instanceof Resolution.Resolved(Expr expr) ? Optional.of(expr) : Optional.empty();
    }

    private Expr argument(ScalarFunction function, int count, int index, List<Expr> before, int depth) {
        boolean word = function.syntax(count) instanceof Syntax.Template(String text, int _)
                && text.contains("{word:" + index + "}");
        if (word) {
            return Literal.of(
                    function.name().equals("TRIM")
                            ? pick(WORDS)
                            : pick(List.of(CalendarUnit.values())).name());
        }
        if (function.name().endsWith("CAST") && index == 1) {
            return Literal.of(pick(SampleValues.TYPES).toString());
        }
        if (function.name().equals(".") && index == 1) {
            return Literal.of(pick(List.of("a", "b")));
        }
        if (function.name().equals("TO_TIMESTAMP") && index == 1) {
            return Literal.of(pick(FORMATS));
        }
        // Most functions want operands of one type, so the type of the first is tried again.
        if (index > 0 && random.nextInt(3) > 0) {
            return leaf(before.getLast().type().type());
        }
        return grown(depth - 1);
    }

    private Expr leaf() {
        return leaf(
                random.nextBoolean()
                        ? pick(SampleValues.TYPES)
                        : pick(schema.columns()).type().type());
    }

    private Expr leaf(SqlType type) {
        List<ColumnRef> columns = columnsOf(type);
        boolean noLiteral =
                !SampleValues.TYPES.contains(type) || type instanceof TimestampType timestamp && timestamp.local();
        if (columns.isEmpty() && noLiteral || random.nextInt(12) == 0) {
            return random.nextInt(3) == 0 ? Literal.NULL : Literal.of(random.nextInt(5));
        }
        if (noLiteral || !columns.isEmpty() && random.nextInt(3) > 0) {
            return pick(columns);
        }
        return random.nextInt(10) == 0 ? Literal.nullOf(type.nullable()) : literal(type);
    }

    private List<ColumnRef> columnsOf(SqlType type) {
        List<ColumnRef> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            if (schema.type(i).type().equals(type)) {
                columns.add(new ColumnRef(i, schema.column(i).name(), schema.type(i)));
            }
        }
        return columns;
    }

    private Literal literal(SqlType type) {
        Object value = pick(SampleValues.of(type));
        return type instanceof CharacterType text && text.fixed()
                ? Literal.of(value.toString())
                : new Literal(value, type.notNull());
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
