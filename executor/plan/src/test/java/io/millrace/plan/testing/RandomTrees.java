package io.millrace.plan.testing;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.Syntax;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.plan.sql.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Random typed trees over the whole registry: grows a pool of expressions, each a random function over random ones of the
 * pool, as long as the registry accepts them. Equal seeds give equal trees.
 */
public final class RandomTrees {

    /** A column of each type, of most with NULL and without; names that must be quoted among them. */
    public static final Schema COLUMNS = columns(
            "bo BOOLEAN",
            "bo_n BOOLEAN NOT NULL",
            "ti TINYINT",
            "si SMALLINT NOT NULL",
            "i INT",
            "i_n INT NOT NULL",
            "bi BIGINT",
            "f FLOAT",
            "d DOUBLE NOT NULL",
            "d5 DECIMAL(5, 2)",
            "d18 DECIMAL(18, 4) NOT NULL",
            "d38 DECIMAL(38, 18)",
            "c5 CHAR(5)",
            "v10 VARCHAR(10) NOT NULL",
            "s STRING",
            "by BYTES",
            "date DATE",
            "t0 TIME(0)",
            "ts3 TIMESTAMP(3)",
            "ts9 TIMESTAMP(9) NOT NULL",
            "lz3 TIMESTAMP_LTZ(3)",
            "ym INTERVAL YEAR TO MONTH",
            "ds INTERVAL DAY TO SECOND NOT NULL",
            "two words INT",
            "ai ARRAY<INT>",
            "at ARRAY<STRING>",
            "m MAP<STRING, INT>",
            "r ROW<a INT, b STRING>");

    /** Parameters that trees may hold. */
    public static final Map<String, DataType> PARAMETERS =
            Map.of("limit", DataType.parse("INT NOT NULL"), "name", DataType.parse("STRING"));

    private static final List<String> LITERALS = List.of(
            "NULL",
            "TRUE",
            "FALSE",
            "UNKNOWN",
            "0",
            "42",
            "2147483648",
            "-7",
            "-2147483648",
            "1.50",
            "0.05",
            "-12345.678",
            "1e3",
            "-2.5e-7",
            "''",
            "'it''s'",
            "'%a_'",
            "'ä😀'",
            "X'00ff'",
            "DATE '2024-02-29'",
            "TIME '12:34:56'",
            "TIME '12:34:56.789'",
            "TIMESTAMP '1969-12-31 23:59:59'",
            "TIMESTAMP '2024-02-29 12:34:56.123456789'",
            "INTERVAL '3' DAY",
            "INTERVAL '-1000' HOUR(4)",
            "INTERVAL '1 02:03:04.005' DAY TO SECOND(3)",
            "INTERVAL '14' MONTH");

    private static final List<String> WORDS = List.of(
            "YEAR",
            "MONTH",
            "DAY",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MILLISECOND",
            "WEEK",
            "QUARTER",
            "BOTH",
            "LEADING",
            "TRAILING",
            "EPOCH",
            "DOW");

    private static final List<String> TYPES = List.of(
            "INT",
            "BIGINT",
            "STRING",
            "DECIMAL(20, 3)",
            "DOUBLE",
            "TIMESTAMP(3)",
            "TIMESTAMP_LTZ(6)",
            "DATE",
            "CHAR(3)",
            "VARCHAR(7)",
            "BOOLEAN",
            "FLOAT",
            "TIME(0)");

    private static final List<Expr> LEAVES = leaves();

    private final Random random;

    /** Trees that follow from this seed. */
    public RandomTrees(long seed) {
        random = new Random(seed);
    }

    private static Schema columns(String... columns) {
        List<Column> list = new ArrayList<>();
        for (String column : columns) {
            int split = column.startsWith("two words") ? "two words".length() : column.indexOf(' ');
            list.add(new Column(column.substring(0, split), DataType.parse(column.substring(split + 1))));
        }
        return new Schema(list);
    }

    private static List<Expr> leaves() {
        List<Expr> leaves = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            leaves.add(new ColumnRef(i, COLUMNS.column(i).name(), COLUMNS.type(i)));
        }
        new LinkedHashMap<>(PARAMETERS).forEach((name, type) -> leaves.add(new ParameterRef(name, type)));
        Expressions expressions = new Expressions();
        for (String literal : LITERALS) {
            leaves.add(expressions.type(literal, COLUMNS, Map.of()).expr().orElseThrow());
        }
        return List.copyOf(leaves);
    }

    /** The next tree. */
    public Expr next() {
        List<Expr> pool = new ArrayList<>(LEAVES);
        Expr last = pick(pool);
        int wanted = 1 + random.nextInt(25);
        for (int tries = 0, grown = 0; grown < wanted && tries < 1_000; tries++) {
            ScalarFunction function = pick(FunctionRegistry.scalars());
            int spare = Math.min(3, function.maxArgs() - function.minArgs());
            int count = function.minArgs() + random.nextInt(spare + 1);
            if (function.resolve(args(function, count, pool, last)) instanceof Resolution.Resolved(Expr expr)
                    && !Literal.isUntypedNull(expr)) {
                grown++;
                last = expr;
                pool.add(expr);
            }
        }
        return last;
    }

    /** A call of this function over columns, parameters and literals, if one of some tries is accepted. */
    public Optional<Expr> callOf(ScalarFunction function) {
        for (int tries = 0; tries < 200; tries++) {
            int spare = Math.min(3, function.maxArgs() - function.minArgs());
            int count = function.minArgs() + random.nextInt(spare + 1);
            if (function.resolve(args(function, count, LEAVES, pick(LEAVES)))
                    instanceof Resolution.Resolved(Expr expr)) {
                return Optional.of(expr);
            }
        }
        return Optional.empty();
    }

    private List<Expr> args(ScalarFunction function, int count, List<Expr> pool, Expr last) {
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            args.add(arg(function, count, i, pool, last));
        }
        return args;
    }

    private Expr arg(ScalarFunction function, int count, int index, List<Expr> pool, Expr last) {
        boolean isWord = function.syntax(count) instanceof Syntax.Template template
                && template.text().contains("{word:" + index + "}");
        if (isWord) {
            return Literal.of(pick(WORDS));
        }
        if (function.name().equals(".") && index == 1) {
            return Literal.of(random.nextBoolean() ? "a" : "b");
        }
        boolean isType = index == 1 && function.name().endsWith("CAST");
        if (isType) {
            return Literal.of(pick(TYPES));
        }
        // What was grown last is taken often, so that trees become deep and not only many.
        return random.nextInt(3) == 0 ? last : pick(pool);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
