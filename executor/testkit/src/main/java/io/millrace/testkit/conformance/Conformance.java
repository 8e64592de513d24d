package io.millrace.testkit.conformance;

import io.millrace.model.type.Column;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.conformance.ExpressionEngine.Result;
import io.millrace.testkit.conformance.ExpressionEngine.Typing;
import io.millrace.testkit.conformance.Finding.Kind;
import io.millrace.testkit.oracle.FlinkOracle;
import io.millrace.testkit.oracle.FlinkOracle.Evaluated;
import io.millrace.testkit.oracle.FlinkOracle.TypeAnswer;
import io.millrace.testkit.oracle.FlinkOracle.ValueAnswer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares our expressions with Flink's, call by call: accepted or refused, type, nullability, values and failures. Types
 * are asked for every call; values for every call with one argument, and for calls with more where all arguments are of
 * group {@code any}. Calls that depend on the pipeline's time zone are repeated in a zone with summer time.
 */
public final class Conformance {

    private static final ZoneId SUMMER_TIME = ZoneId.of("Europe/Berlin");

    /** Values per argument in combinations: all pairs are tried. */
    private static final int VALUES = 12;

    private static final String THREW = "our typing threw ";

    private final ExpressionEngine ours;
    private final FlinkOracle flink;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> compared = new HashMap<>();

    public Conformance(ExpressionEngine ours, FlinkOracle flink) {
        this.ours = ours;
        this.flink = flink;
    }

    /** All disagreements so far. */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /** How many values (or, for types alone, types) of the function's calls have been compared so far. */
    public int compared(String function) {
        return compared.getOrDefault(function, 0);
    }

    /** Compares every call of the shapes. */
    public void compare(List<Shape> shapes) {
        List<Shape.Call> calls = new ArrayList<>();
        shapes.forEach(shape -> calls.addAll(shape.calls()));
        List<Shape.Call> accepted = compareTypes(calls);
        compareNullability(accepted);
        Map<Integer, List<Shape.Call>> byArity = accepted.stream()
                .filter(Conformance::hasValuesToCompare)
                .collect(Collectors.groupingBy(call -> call.arguments().size()));
        byArity.forEach((arity, some) -> {
            compareValues(some, arity, ZoneOffset.UTC);
            compareValues(some.stream().filter(Conformance::dependsOnZone).toList(), arity, SUMMER_TIME);
        });
    }

    private static boolean hasValuesToCompare(Shape.Call call) {
        return call.arguments().size() <= 1 || call.arguments().stream().allMatch(argument -> argument.isIn("any"));
    }

    private static boolean dependsOnZone(Shape.Call call) {
        return call.template().contains("TIMESTAMP_LTZ")
                || call.arguments().stream().anyMatch(Argument::dependsOnZone);
    }

    /** The calls that both accept with the same type. */
    private List<Shape.Call> compareTypes(List<Shape.Call> calls) {
        Schema schema = schema(calls, true);
        // Flink types many expressions at once, as long as it accepts them all: those it may refuse come last.
        List<Shape.Call> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparing(call -> typing(call.sql(), schema) instanceof Typing.Refused));
        List<TypeAnswer> answers =
                flink.types(sorted.stream().map(Shape.Call::sql).toList(), schema);
        List<Shape.Call> accepted = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            if (agreeOnType(sorted.get(i), sorted.get(i).sql(), schema, answers.get(i))) {
                accepted.add(sorted.get(i));
            }
        }
        return accepted;
    }

    private void compareNullability(List<Shape.Call> calls) {
        List<Shape.Call> repeated = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (Shape.Call call : calls) {
            for (List<Boolean> nullable : nullabilities(call.arguments().size())) {
                repeated.add(call);
                expressions.add(call.sql(nullable));
            }
        }
        Schema schema = schema(calls, false);
        List<TypeAnswer> answers = flink.types(expressions, schema);
        for (int i = 0; i < expressions.size(); i++) {
            agreeOnType(repeated.get(i), expressions.get(i), schema, answers.get(i));
        }
    }

    private boolean agreeOnType(Shape.Call call, String sql, Schema schema, TypeAnswer theirs) {
        Typing typing = typing(sql, schema);
        boolean weAccept = typing instanceof Typing.Typed;
        boolean theyAccept = theirs instanceof TypeAnswer.Typed;
        if (!weAccept || !theyAccept) {
            if (typing.toString().contains(THREW)) {
                add(Kind.BROKEN, call, sql, "", typing, theirs);
            } else if (weAccept != theyAccept) {
                add(weAccept ? Kind.WIDER : Kind.NARROWER, call, sql, "", typing, theirs);
            }
            return false;
        }
        if (!typing.toString().equals(theirs.toString())) {
            add(Kind.TYPE, call, sql, "", typing, theirs);
            return false;
        }
        return true;
    }

    private Typing typing(String sql, Schema schema) {
        try {
            return ours.type(sql, schema);
        } catch (RuntimeException e) {
            return new Typing.Refused(THREW + e);
        }
    }

    private void compareValues(List<Shape.Call> calls, int arity, ZoneId zone) {
        if (calls.isEmpty()) {
            return;
        }
        Schema schema = schema(calls, true);
        List<List<@Nullable Object>> rows = rows(schema, arity);
        List<Evaluated> answers =
                flink.evaluate(calls.stream().map(Shape.Call::sql).toList(), schema, rows, zone);
        for (int i = 0; i < calls.size(); i++) {
            Shape.Call call = calls.get(i);
            Evaluated answer = answers.get(i);
            if (answer.type() instanceof TypeAnswer.Typed) {
                compareRows(call, schema, rows, answer.values(), zone);
            } else {
                add(Kind.UNPLANNABLE, call, call.sql(), "", "accepted", answer.type());
            }
        }
    }

    private void compareRows(
            Shape.Call call, Schema schema, List<List<@Nullable Object>> rows, List<ValueAnswer> theirs, ZoneId zone) {
        List<Result> results;
        try {
            results = ours.evaluate(call.sql(), schema, rows, zone);
        } catch (RuntimeException e) {
            add(Kind.BROKEN, call, call.sql(), "", "threw " + e, "values");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            String input = input(call, schema, rows.get(i));
            // Columns with few values repeat them.
            if (seen.add(input)) {
                compared.merge(call.function(), 1, Integer::sum);
                Kind difference = difference(results.get(i), theirs.get(i));
                if (difference != null) {
                    String where = zone.equals(ZoneOffset.UTC) ? input : input + " in " + zone;
                    add(difference, call, call.sql(), where, results.get(i), theirs.get(i));
                }
            }
        }
    }

    private static @Nullable Kind difference(Result ours, ValueAnswer theirs) {
        boolean theyFail = theirs instanceof ValueAnswer.Failed;
        return switch (ours) {
            case Result.Failed failed when !theyFail -> failed.cause().equals("OVERFLOW") ? Kind.OVERFLOWS : Kind.FAILS;
            case Result.Failed _ -> null;
            case Result.Value _ when theyFail -> Kind.SURVIVES;
            case Result.Value value -> value.toString().equals(theirs.toString()) ? null : Kind.VALUE;
        };
    }

    private void add(Kind kind, Shape.Call call, String sql, String input, Object ours, Object theirs) {
        findings.add(new Finding(kind, call, sql, input, ours.toString(), theirs.toString()));
    }

    private static String input(Shape.Call call, Schema schema, List<@Nullable Object> row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            String column = call.arguments().get(i).column(i, true).name();
            texts.add(CanonicalText.write(row.get(schema.indexOf(column).orElseThrow())));
        }
        return String.join(", ", texts);
    }

    /** Which columns are nullable, besides all: none, all but the first, all but the last. */
    private static Set<List<Boolean>> nullabilities(int arity) {
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

    private static Schema schema(List<Shape.Call> calls, boolean nullableOnly) {
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
    private static List<List<@Nullable Object>> rows(Schema schema, int arity) {
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
}
