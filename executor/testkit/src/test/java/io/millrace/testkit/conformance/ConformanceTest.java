package io.millrace.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.conformance.Finding.Kind;
import io.millrace.testkit.oracle.FlinkOracle;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An engine that answers what it is told shows that no disagreement goes unnoticed. */
class ConformanceTest {

    private final Map<String, String> types = new HashMap<>();
    private ExpressionEngine.Result result = new ExpressionEngine.Result.Value("NULL");

    @Test
    void agreementIsCountedAndFindsNothing() {
        types.put("a_da IS NULL", "BOOLEAN NOT NULL");
        types.put("an_da IS NULL", "BOOLEAN NOT NULL");
        result = new ExpressionEngine.Result.Value("false");

        Conformance conformance = compare("IS NULL", "{date} IS NULL");

        // NULL is the one value of a date where FALSE is wrong.
        assertThat(conformance.findings()).hasSize(1);
        assertThat(conformance.findings().getFirst()).hasToString("a_da IS NULL for NULL: ours false, theirs true");
        assertThat(conformance.compared("IS NULL"))
                .isEqualTo(InterestingValues.of(DataType.parse("DATE").type()).size());
    }

    @Test
    void whatOnlyOneSideAcceptsIsFound() {
        types.put("a_bo + 1", "INT");

        assertThat(kinds("+", "{boolean} + 1")).containsExactly(Kind.WIDER);
        assertThat(kinds("+", "{date} + INTERVAL '1' DAY")).containsExactly(Kind.NARROWER);
    }

    @Test
    void anotherTypeOrNullabilityIsFound() {
        types.put("a_da IS NULL", "BOOLEAN");
        types.put("- a_i", "INT");
        types.put("- an_i", "INT");

        assertThat(kinds("IS NULL", "{date} IS NULL")).containsExactly(Kind.TYPE);
        assertThat(kinds("-", "- {integer}")).contains(Kind.TYPE);
    }

    @Test
    void failuresAndValuesAreToldApart() {
        types.put("CHAR_LENGTH(a_c5)", "INT");
        types.put("CHAR_LENGTH(an_c5)", "INT NOT NULL");

        result = new ExpressionEngine.Result.Failed("OVERFLOW", "too large");
        assertThat(kinds("CHAR_LENGTH", "CHAR_LENGTH({text})")).contains(Kind.OVERFLOWS);
        result = new ExpressionEngine.Result.Failed("CAST_FAILED", "no number");
        assertThat(kinds("CHAR_LENGTH", "CHAR_LENGTH({text})")).contains(Kind.FAILS);
        result = new ExpressionEngine.Result.Value("-1");
        assertThat(kinds("CHAR_LENGTH", "CHAR_LENGTH({text})")).contains(Kind.VALUE);
    }

    @Test
    void aValueWhereFlinkFailsIsFound() {
        types.put("1 / (a_ti - a_ti)", "INT");
        types.put("1 / (an_ti - a_ti)", "INT");

        assertThat(kinds("/", "1 / ({integer} - a_ti)")).contains(Kind.SURVIVES);
    }

    @Test
    void whatFlinkTypesButCannotPlanIsFound() {
        types.put("INTERVAL '1' DAY / 2", "INTERVAL DAY TO SECOND NOT NULL");

        assertThat(kinds("/", "INTERVAL '1' DAY / 2")).containsExactly(Kind.UNPLANNABLE);
    }

    @Test
    void anEngineThatThrowsIsBroken() {
        assertThat(kinds("=", "{boolean} = UNHEARD_OF")).containsExactly(Kind.BROKEN);
    }

    private List<Kind> kinds(String function, String template) {
        return compare(function, template).findings().stream()
                .map(Finding::kind)
                .distinct()
                .toList();
    }

    private Conformance compare(String function, String template) {
        Conformance conformance = new Conformance(new ToldEngine(), FlinkOracle.shared());
        conformance.compare(List.of(new Shape(function, template)));
        return conformance;
    }

    /** Types what it was told and evaluates everything to one result. */
    private final class ToldEngine implements ExpressionEngine {

        @Override
        public Typing type(String expression, Schema inputs) {
            if (expression.contains("UNHEARD_OF")) {
                throw new IllegalStateException("never heard of");
            }
            String type = types.get(expression);
            return type == null ? new Typing.Refused("not told") : new Typing.Typed(DataType.parse(type));
        }

        @Override
        public List<Result> evaluate(
                String expression, Schema inputs, List<? extends List<? extends @Nullable Object>> rows, ZoneId zone) {
            List<Result> results = new ArrayList<>();
            rows.forEach(row -> results.add(result));
            return results;
        }
    }
}
