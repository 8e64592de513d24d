package io.millrace.testkit.conformance;

import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns and rows that calls are tried on. */
final class Inputs {

    /** Values per argument in combinations: all pairs are tried. */
    private static final int VALUES = 12;

    /** Enough to see whether a call ever has a value. */
    private static final int SOME = 6;

    private Inputs() {}

    /** Which columns are nullable, besides all: none, all but the first, all but the last. */
    static Set<List<Boolean>> nullabilities(int arity) {
        Set<List<Boolean>> distinct = new LinkedHashSet<>();
        if (arity > 0) {
            distinct.add(Collections.nCopies(arity, false));
            for (int i : new int[] {0, arity - 1}) {
                List<Boolean> nullable = new ArrayList<>(Collections.nCopies(arity, true));
                nullable.set(i, false);
                distinct.add(nullable);
            }
        }
        return distinct;
    }

    /** The columns that the calls mention. */
    static Schema schema(List<Shape.Call> calls, boolean nullableOnly) {
        Map<String, Column> columns = new LinkedHashMap<>();
        // A call may have no arguments, a table has at least one column.
        Column first = Argument.group("every").getFirst().column(0, true);
        columns.put(first.name(), first);
        for (Shape.Call call : calls) {
            for (int place = 0; place < call.arguments().size(); place++) {
                Column nullable = call.arguments().get(place).column(place, true);
                columns.put(nullable.name(), nullable);
                if (!nullableOnly) {
                    Column notNull = call.arguments().get(place).column(place, false);
                    columns.put(notNull.name(), notNull);
                }
            }
        }
        return new Schema(List.copyOf(columns.values()));
    }

    /**
     * One argument: each of its values once. More: every pair of the first two arguments' values, those of further ones
     * spread over the pairs.
     */
    static List<List<@Nullable Object>> rows(Schema schema, int arity) {
        List<List<@Nullable Object>> values = new ArrayList<>();
        int most = 1;
        for (Column column : schema.columns()) {
            List<@Nullable Object> all = InterestingValues.of(column.type().type());
            values.add(arity > 1 && all.size() > VALUES ? all.subList(0, VALUES) : all);
            most = Math.max(most, all.size());
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < (arity > 1 ? VALUES * VALUES : most); row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < schema.size(); i++) {
                List<@Nullable Object> choices = values.get(i);
                int place = schema.column(i).name().charAt(0) - 'a';
                int choice = arity > 1 ? spread(row, place) : row;
                cells.add(choices.get(choice % choices.size()));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static int spread(int row, int place) {
        int first = row / VALUES;
        int second = row % VALUES;
        return switch (place) {
            case 0 -> first;
            case 1 -> second;
            default -> (first * (place + 1) + second * (2 * place + 1) + place) % VALUES;
        };
    }

    /** A few of the rows, in which the first two arguments are not NULL. */
    static List<List<@Nullable Object>> someRowsWithoutNull(Schema schema, int arity) {
        List<List<@Nullable Object>> all = rows(schema, arity);
        List<List<@Nullable Object>> some = new ArrayList<>();
        // The first value of each column is NULL.
        for (int value = 1; value <= SOME; value++) {
            some.add(all.get((arity > 1 ? value * (VALUES + 1) : value) % all.size()));
        }
        return some;
    }
}
