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
import io.millrace.model.type.DataType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every call, casts among them, that typing accepts for columns of one or two of {@link SampleValues#TYPES}. Functions are
 * found in the registry, so a new one is here by being declared.
 */
public final class EveryCall {

    private static final int MOST_ARGUMENTS = 3;

    /** What stands where a function takes no column as its text: formats, patterns, escapes. */
    private static final List<String> TEXTS = List.of("%a_", "yyyy-MM-dd", "!");

    private static final List<Integer> NUMBERS = List.of(0, 2, -1);

    /**
     * A tree over columns.
     *
     * @param columns the types of columns 0 and, if there is one, 1
     */
    public record OfColumns(Expr tree, List<DataType> columns) {

        public OfColumns {
            columns = List.copyOf(columns);
        }
    }

    private final boolean nullable;

    private EveryCall(boolean nullable) {
        this.nullable = nullable;
    }

    /** The calls of one function with up to three arguments. */
    public static List<OfColumns> calls(ScalarFunction function, boolean nullable) {
        EveryCall every = new EveryCall(nullable);
        List<OfColumns> calls = new ArrayList<>();
        for (SqlType first : SampleValues.TYPES) {
            every.add(function, first, null, calls);
            for (SqlType second : SampleValues.TYPES) {
                every.add(function, first, second, calls);
            }
        }
        return spread(calls, most(function));
    }

    /** What takes values of any type without looking at them would make thousands of calls that differ in nothing. */
    private static int most(ScalarFunction function) {
        return switch (function.category()) {
            case COLLECTION -> 80;
            case CONDITIONAL -> 200;
            default -> Integer.MAX_VALUE;
        };
    }

    private static List<OfColumns> spread(List<OfColumns> calls, int most) {
        if (calls.size() <= most) {
            return calls;
        }
        List<OfColumns> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(calls.get((int) ((long) i * calls.size() / most)));
        }
        return some;
    }

    /** All functions there are that take an argument. */
    public static List<ScalarFunction> functions() {
        return FunctionRegistry.scalars().stream()
                .filter(function -> function.maxArgs() > 0)
                .toList();
    }

    /** Tries the columns as all arguments there are places for, with each word where the function wants one. */
    private void add(ScalarFunction function, SqlType first, @Nullable SqlType second, List<OfColumns> calls) {
        List<DataType> columns = types(first, second);
        for (int count = function.minArgs(); count <= Math.min(MOST_ARGUMENTS, function.maxArgs()); count++) {
            for (String word : words(function, count)) {
                List<Expr> args = arguments(function, count, word, first, second);
                boolean readsSecond =
                        args.stream().anyMatch(arg -> arg instanceof ColumnRef column && column.index() == 1);
                if (readsSecond == (second == null)) {
                    continue;
                }
                Optional<Expr> call = resolved(function, args);
                call.ifPresent(tree -> calls.add(new OfColumns(tree, columns)));
                if (call.isEmpty() && second != null) {
                    withLiterals(function, args).forEach(tree -> calls.add(new OfColumns(tree, columns)));
                }
                if (first.equals(second)) {
                    withMixedLiterals(function, args).forEach(tree -> calls.add(new OfColumns(tree, columns)));
                }
            }
        }
    }

    private List<Expr> arguments(
            ScalarFunction function, int count, String word, SqlType first, @Nullable SqlType second) {
        List<Expr> args = new ArrayList<>();
        int columns = 0;
        for (int i = 0; i < count; i++) {
            if (isWord(function, count, i)) {
                args.add(Literal.of(word));
            } else {
                args.add(columns == 0 || second == null ? column(0, first) : column(1, second));
                columns++;
            }
        }
        return args;
    }

    /** A function that takes no columns behind its first argument may take literals: digits to round to, a pattern. */
    private static List<Expr> withLiterals(ScalarFunction function, List<Expr> args) {
        List<Expr> trees = new ArrayList<>();
        for (int choice = 0; choice < TEXTS.size(); choice++) {
            List<Expr> changed = new ArrayList<>(args);
            for (int i = 1; i < args.size(); i++) {
                if (args.get(i) instanceof ColumnRef column && column.index() == 1) {
                    changed.set(
                            i,
                            column.type().type() instanceof CharacterType
                                    ? Literal.of(TEXTS.get(i == args.size() - 1 && i > 1 ? 2 : choice))
                                    : Literal.of(NUMBERS.get(choice)));
                }
            }
            resolved(function, changed).ifPresent(trees::add);
        }
        return trees;
    }

    /** Texts and numbers in every order behind the first argument: what LPAD takes. */
    private static List<Expr> withMixedLiterals(ScalarFunction function, List<Expr> args) {
        List<Expr> trees = new ArrayList<>();
        int places = args.size() - 1;
        for (int order = 0; order < 1 << places; order++) {
            List<Expr> changed = new ArrayList<>(args);
            for (int i = 1; i < args.size(); i++) {
                if (args.get(i) instanceof ColumnRef) {
                    changed.set(i, (order >> (i - 1) & 1) == 0 ? Literal.of("a") : Literal.of(2));
                }
            }
            if (!changed.equals(args)) {
                resolved(function, changed).ifPresent(trees::add);
            }
        }
        return trees;
    }

    private static Optional<Expr> resolved(ScalarFunction function, List<Expr> args) {
        return function.resolve(args) instanceof Resolution.Resolved(Expr tree) ? Optional.of(tree) : Optional.empty();
    }

    private static boolean isWord(ScalarFunction function, int count, int index) {
        return isType(function, index)
                || function.syntax(count) instanceof Syntax.Template(String text, int _)
                        && (text.contains("{word:" + index + "}") || text.contains("{name:" + index + "}"));
    }

    /** CAST and TRY_CAST get the type as their second argument. */
    private static boolean isType(ScalarFunction function, int index) {
        return function.name().endsWith("CAST") && index == 1;
    }

    private static List<String> words(ScalarFunction function, int count) {
        for (int i = 0; i < count; i++) {
            if (isType(function, i)) {
                return SampleValues.TYPES.stream().map(SqlType::toString).toList();
            }
            if (isWord(function, count, i)) {
                return function.name().equals("TRIM")
                        ? List.of("BOTH", "LEADING", "TRAILING")
                        : function.name().equals(".")
                                ? List.of("a", "b")
                                : Arrays.stream(CalendarUnit.values())
                                        .map(Enum::name)
                                        .toList();
            }
        }
        return List.of("none");
    }

    private ColumnRef column(int index, SqlType type) {
        return new ColumnRef(index, "c" + index, new DataType(type, nullable));
    }

    private List<DataType> types(SqlType first, @Nullable SqlType second) {
        DataType one = new DataType(first, nullable);
        return second == null ? List.of(one) : List.of(one, new DataType(second, nullable));
    }
}
