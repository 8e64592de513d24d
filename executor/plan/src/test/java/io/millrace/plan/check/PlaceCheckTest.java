package io.millrace.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.testing.Drawing;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceCheckTest {

    private static List<Problem> problems(String one, String other) {
        return Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: one, type: shelf, name: One, config: {path: %s}}
                        - {id: other, type: shelf, name: Other, config: {path: %s}}
                        """.formatted(one, other), "flights > one", "flights > other")
                .check()
                .problems();
    }

    @ParameterizedTest
    @CsvSource({
        "out/a.ndjson, out/a.ndjson",
        "out/a.ndjson, ./out//a.ndjson",
        "out/, out",
    })
    void twoSinksDoNotWriteToOnePlace(String one, String other) {
        assertThat(problems(one, other)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(PlanProblemCodes.SINK_PLACE);
            assertThat(problem.nodeId())
                    .hasValueSatisfying(node -> assertThat(node.value()).isEqualTo("other"));
            assertThat(problem.message()).startsWith("`Other` writes to `out").contains("as `One` does");
        });
    }

    @ParameterizedTest
    @CsvSource({"out/a.ndjson, out/b.ndjson", "out/a/, out/a.ndjson", "a/out, b/out"})
    void otherPlacesAreOther(String one, String other) {
        assertThat(problems(one, other)).isEmpty();
    }
}
