package io.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.JsonObject;
import io.millrace.plan.explain.ExplainedOperator.Fact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    private static final ExplainedOperator SELECT =
            operator("rename", new Fact("select", List.of("d = delay", "o = origin")));
    private static final ExplainedOperator NARROW = operator("rename", new Fact("select", List.of("d = delay", "far")));
    private static final ExplainedOperator FILTER = operator("late", Fact.of("filter", "d > 15"));

    @Test
    void changedLinesStandUnderWhatTheyBelongTo() {
        assertThat(diff(List.of(FILTER, SELECT), List.of(FILTER, NARROW))).isEqualTo("""
                      calc late
                      calc rename
                        select:
                    -     o = origin
                    +     far
                """);
    }

    @Test
    void anOperatorThatMovesGoesAndComes() {
        assertThat(diff(List.of(SELECT, FILTER), List.of(FILTER, SELECT))).isEqualTo("""
                    + calc late
                    +   filter: d > 15
                      calc rename
                    - calc late
                    -   filter: d > 15
                """);
    }

    @Test
    void ofOperatorsThatStayOnlyTheTitlesAreShown() {
        assertThat(diff(List.of(SELECT, FILTER), List.of(SELECT, FILTER))).isEqualTo("""
                      calc rename
                      calc late
                """);
    }

    private static ExplainedOperator operator(String node, Fact fact) {
        return new ExplainedOperator(
                0, "calc", List.of(node), List.of(), List.of(), JsonObject.EMPTY, Map.of(), List.of(fact));
    }

    private static String diff(List<ExplainedOperator> before, List<ExplainedOperator> after) {
        TextPage page = new TextPage();
        LineDiff.print(before, after, page);
        return page.toString();
    }
}
