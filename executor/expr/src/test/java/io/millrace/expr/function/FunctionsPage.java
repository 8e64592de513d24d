package io.millrace.expr.function;

import io.millrace.expr.Category;
import io.millrace.expr.Example;
import io.millrace.expr.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code docs/functions.md}, written from the declarations. */
final class FunctionsPage {

    private FunctionsPage() {}

    static String write() {
        StringBuilder page = new StringBuilder("""
                # Functions

                Every function that an expression may call. Generated from the declarations in `executor/expr`, which the
                editor's help, the typing and the code generator read as well; every example is a test. Meanings are those of
                Flink SQL 2.3 unless a difference is named, and a test asks Flink about each function, type and NULL.

                A row whose expression cannot be computed (*a row error*) goes the way its node's error policy says. Texts are
                UTF-8 and counted in characters; names of functions are written in any case.
                """);
        page.append("\n**%d functions of a row, %d of many rows.** "
                .formatted(
                        FunctionRegistry.scalars().size(),
                        FunctionRegistry.aggregates().size()));
        page.append(categories().stream()
                        .map(category -> "[%s](#%s)".formatted(title(category), anchor(category)))
                        .collect(Collectors.joining(" · ")))
                .append('\n');
        for (Category category : categories()) {
            page.append("\n## ").append(title(category)).append('\n');
            if (category == Category.AGGREGATE) {
                FunctionRegistry.aggregates().forEach(function -> write(page, function));
            } else {
                FunctionRegistry.scalars().stream()
                        .filter(function -> function.category() == category)
                        .forEach(function -> write(page, function));
            }
        }
        return page.toString();
    }

    private static List<Category> categories() {
        return List.of(Category.values());
    }

    private static String title(Category category) {
        return switch (category) {
            case COMPARISON -> "Comparison";
            case LOGIC -> "Logic";
            case CONDITIONAL -> "Conditions";
            case NUMBER -> "Numbers";
            case TEXT -> "Texts and bytes";
            case TIME -> "Dates and times";
            case JSON -> "JSON";
            case COLLECTION -> "Arrays, maps and rows";
            case CONVERSION -> "Conversion";
            case AGGREGATE -> "Many rows";
        };
    }

    private static String anchor(Category category) {
        return title(category).toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '-');
    }

    private static void write(StringBuilder page, ScalarFunction function) {
        heading(page, function.name(), function.signature());
        line(page, function.meaning() + ".");
        line(page, "*NULL:* " + function.nulls() + ".");
        if (!function.aliases().isEmpty()) {
            List<String> aliases = new ArrayList<>();
            function.aliases().forEach(alias -> aliases.add("`" + alias + "`"));
            line(page, "*Also called:* " + String.join(", ", aliases) + ".");
        }
        if (!function.difference().isEmpty()) {
            line(page, "*Not as Flink:* " + function.difference() + ".");
        }
        page.append("\n```sql\n");
        for (Example example : function.examples()) {
            page.append(example.sql()).append("  -- ").append(example.value()).append('\n');
        }
        page.append("```\n");
    }

    private static void write(StringBuilder page, AggregateFunction function) {
        heading(page, function.name(), function.signature());
        line(page, function.meaning() + ".");
        if (!function.difference().isEmpty()) {
            line(page, "*Not as Flink:* " + function.difference() + ".");
        }
    }

    private static void heading(StringBuilder page, String name, String signature) {
        page.append("\n### `").append(name).append("`\n\n");
        page.append('`').append(signature).append("`\n\n");
    }

    /** A line of its own: two spaces at the end break it. */
    private static void line(StringBuilder page, String text) {
        page.append(text).append("  \n");
    }
}
