package io.millrace.testkit.conformance;

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
        Schema schema = Inputs.schema(calls, true);
        // Flink types many expressions at once, as long as it accepts them all: those it may refuse come last.
        List<Shape.Call> sorted = new ArrayList<>(calls);
        sorted.sort(Comparator.comparing(call -> typing(call.sql(), schema) instanceof Typing.Refused));
        List<TypeAnswer> answers =
                flink.types(sorted.stream().map(Shape.Call::sql).toList(), schema);
        List<Shape.Call> accepted = new ArrayList<>();
        List<AcceptedByFlink> refused = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Shape.Call call = sorted.get(i);
            Typing typing = typing(call.sql(), schema);
            if (answers.get(i) instanceof TypeAnswer.Typed && typing instanceof Typing.Refused) {
                refused.add(new AcceptedByFlink(call, answers.get(i)));
            } else if (agreeOnType(call, call.sql(), typing, answers.get(i))) {
                accepted.add(call);
            }
        }
        refused.stream()
                .collect(Collectors.groupingBy(each -> each.call.arguments().size()))
                .forEach((arity, some) -> whatFlinkRuns(some, arity)
                        .forEach(each ->
                                agreeOnType(each.call, each.call.sql(), typing(each.call.sql(), schema), each.theirs)));
        return accepted;
    }

    private record AcceptedByFlink(Shape.Call call, TypeAnswer theirs) {}

    /** Flink types many calls that it then cannot plan, or that fail whatever the values: as good as refused. */
    private List<AcceptedByFlink> whatFlinkRuns(List<AcceptedByFlink> refused, int arity) {
        List<Shape.Call> calls = refused.stream().map(AcceptedByFlink::call).toList();
        Schema schema = Inputs.schema(calls, true);
        List<List<@Nullable Object>> rows = Inputs.someRowsWithoutNull(schema, arity);
        List<Evaluated> answers =
                flink.evaluate(calls.stream().map(Shape.Call::sql).toList(), schema, rows, ZoneOffset.UTC);
        List<AcceptedByFlink> running = new ArrayList<>();
        for (int i = 0; i < refused.size(); i++) {
            if (answers.get(i).values().stream().anyMatch(ValueAnswer.Value.class::isInstance)) {
                running.add(refused.get(i));
            }
        }
        return running;
    }

    private void compareNullability(List<Shape.Call> calls) {
        List<Shape.Call> repeated = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (Shape.Call call : calls) {
            for (List<Boolean> nullable : Inputs.nullabilities(call.arguments().size())) {
                repeated.add(call);
                expressions.add(call.sql(nullable));
            }
        }
        Schema schema = Inputs.schema(calls, false);
        List<TypeAnswer> answers = flink.types(expressions, schema);
        for (int i = 0; i < expressions.size(); i++) {
            String sql = expressions.get(i);
            agreeOnType(repeated.get(i), sql, typing(sql, schema), answers.get(i));
        }
    }

    private boolean agreeOnType(Shape.Call call, String sql, Typing typing, TypeAnswer theirs) {
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
        Schema schema = Inputs.schema(calls, true);
        List<List<@Nullable Object>> rows = Inputs.rows(schema, arity);
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
}
