package io.millrace.designer.catalogue;

import io.millrace.expr.Category;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.AggregateFunction;
import io.millrace.expr.function.FunctionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A function as documentation and completion show it.
 *
 * @param signatures arguments and result for readers
 * @param aliases other names of it
 * @param summary what it answers, and what becomes of NULL
 * @param difference where the answer is not Flink's
 * @param example a use, with its value
 */
record FunctionView(
        String name,
        String category,
        List<String> signatures,
        List<String> aliases,
        String summary,
        Optional<String> difference,
        Optional<String> example) {

    /** All there are: those of a row, then those of many. */
    static List<FunctionView> all() {
        List<FunctionView> all = new ArrayList<>();
        FunctionRegistry.scalars().forEach(function -> all.add(of(function)));
        FunctionRegistry.aggregates().forEach(function -> all.add(of(function)));
        return List.copyOf(all);
    }

    private static FunctionView of(ScalarFunction function) {
        return new FunctionView(
                function.name(),
                word(function.category()),
                List.of(function.signature()),
                function.aliases(),
                function.meaning() + ". " + function.nulls(),
                nonEmpty(function.difference()),
                function.examples().stream().findFirst().map(example -> example.sql() + " → " + example.value()));
    }

    private static FunctionView of(AggregateFunction function) {
        return new FunctionView(
                function.name(),
                word(Category.AGGREGATE),
                List.of(function.signature()),
                List.of(),
                function.meaning(),
                nonEmpty(function.difference()),
                Optional.empty());
    }

    private static String word(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
