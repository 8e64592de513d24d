package io.millrace.expr.function;

import io.millrace.expr.Expr;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every function there is, each declared once. A name and arguments decide an expression: whoever stores a tree keeps
 * those and resolves them again.
 *
 * <p>Forms with a spelling of their own are functions here too. Keywords among their arguments (the unit of EXTRACT, the
 * side of TRIM) and types (of CAST) are text literals: {@code EXTRACT('YEAR', t)}, {@code CAST(x, 'INT')}; CASE takes
 * condition and result of each branch in turn, then the ELSE.
 */
public final class FunctionRegistry {

    private static final Map<String, ScalarFunction> BY_NAME = new LinkedHashMap<>();
    private static final List<ScalarFunction> SCALARS = new ArrayList<>();

    static {
        register(ComparisonFunctions.all());
        register(LogicFunctions.all());
        register(ConditionalFunctions.all());
        register(ArithmeticFunctions.all());
        register(NumberFunctions.all());
        register(MathFunctions.all());
        register(TextFunctions.all());
        register(TextPartFunctions.all());
        register(PatternFunctions.all());
        register(EncodingFunctions.all());
        register(TimeFunctions.all());
        register(TimeFormatFunctions.all());
        register(JsonFunctions.all());
        register(NestedFunctions.all());
        register(CollectionFunctions.all());
        register(CastFunctions.all());
    }

    private FunctionRegistry() {}

    private static void register(List<ScalarFunction> functions) {
        for (ScalarFunction function : functions) {
            SCALARS.add(function);
            put(function.name(), function);
            function.aliases().forEach(alias -> put(alias, function));
        }
    }

    private static void put(String name, ScalarFunction function) {
        if (BY_NAME.put(name, function) != null) {
            throw new IllegalStateException("The function " + name + " is declared twice");
        }
    }

    /** All functions of a row, in the order documentation lists them. */
    public static List<ScalarFunction> scalars() {
        return List.copyOf(SCALARS);
    }

    /** All functions of many rows. */
    public static List<AggregateFunction> aggregates() {
        return List.of(AggregateFunction.values());
    }

    /** The aggregate function of this name, in either case. */
    public static Optional<AggregateFunction> aggregate(String name) {
        return aggregates().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names and aliases of functions of a row, for suggestions. */
    public static Collection<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The function of this name or alias, in either case. */
    public static Optional<ScalarFunction> scalar(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    /** The expression that a name and arguments decide. */
    public static Resolution resolve(String name, List<Expr> args) {
        return scalar(name)
                .map(function -> function.resolve(args))
                .orElseGet(() -> Resolution.rejected("There is no function " + name));
    }
}
