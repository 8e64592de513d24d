package io.millrace.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Problem;
import io.millrace.plan.testing.Drawing;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

    private static Drawing drawing(String late, String letters, String... edges) {
        return Drawing.of("""
                - {id: flights, type: flights}
                - {id: late, type: filter, config: {condition: delay > 15}%s}
                - {id: out, type: blackhole}
                - {id: letters, type: blackhole%s}
                """.formatted(late, letters), "flights > late > out" + String.join("", edges));
    }

    private static Problem only(Drawing drawing) {
        List<Problem> problems = drawing.check().problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static List<String> fixes(Problem problem) {
        return problem.fixes().stream().map(fix -> fix.label()).toList();
    }

    @Test
    void aSinkThatGetsLettersNeedsNoEdge() {
        assertThat(drawing(", errors: {policy: deadLetter, to: letters}", "")
                        .check()
                        .problems())
                .isEmpty();
    }

    @Test
    void lettersWithoutASinkAreOfferedThoseThatAreFree() {
        Problem problem = drawing(", errors: {policy: deadLetter}", "").check().problems().stream()
                .filter(found -> found.nodeId().orElseThrow().value().equals("late"))
                .findFirst()
                .orElseThrow();

        assertThat(problem.code().value()).isEqualTo("errors.invalid");
        assertThat(problem.message()).isEqualTo("Say which sink gets the rows that fail in `late`");
        assertThat(fixes(problem)).containsExactly("Send them to `letters`", "Skip and count them");
    }

    @Test
    void aSinkThatIsNotThereIsNamed() {
        Problem problem = drawing(", errors: {policy: deadLetter, to: leters}", "").check().problems().stream()
                .filter(found -> found.code().value().equals("node.unknown"))
                .findFirst()
                .orElseThrow();

        assertThat(problem.message())
                .startsWith("There is no node `leters` to send failed rows to")
                .contains("`letters`");
    }

    @Test
    void aNodeThatIsNoSinkTakesNoLetters() {
        Problem problem = only(Drawing.of("""
                - {id: flights, type: flights, errors: {policy: deadLetter, to: late}}
                - {id: late, type: filter, config: {condition: delay > 15}}
                - {id: out, type: blackhole}
                """, "flights > late > out"));

        assertThat(problem.message()).isEqualTo("Failed rows go to a sink, which `late` is not");
    }

    @Test
    void aSinkDoesNotTakeDrawnRowsAndLetters() {
        Problem problem = only(Drawing.of("""
                - {id: flights, type: flights, errors: {policy: deadLetter, to: out}}
                - {id: out, type: blackhole}
                """, "flights > out"));

        assertThat(problem.code().value()).isEqualTo("errors.mixed");
        assertThat(problem.nodeId().orElseThrow().value()).isEqualTo("out");
        assertThat(fixes(problem)).containsExactly("Remove the edge");
    }

    @Test
    void aDeadLetterSinkFailsTheJob() {
        for (String policy : List.of("skip", "deadLetter, to: out")) {
            Problem problem = drawing(
                            ", errors: {policy: deadLetter, to: letters}", ", errors: {policy: " + policy + "}")
                    .check()
                    .problems()
                    .stream()
                    .filter(found -> found.nodeId().orElseThrow().value().equals("letters"))
                    .findFirst()
                    .orElseThrow();

            assertThat(problem.message()).contains("a failure of its own must fail the job");
            assertThat(fixes(problem)).containsExactly("Let the job fail");
        }
    }

    @Test
    void noNodeSendsLettersToItself() {
        Problem problem = only(Drawing.of("""
                - {id: flights, type: flights}
                - {id: out, type: blackhole, errors: {policy: deadLetter, to: out}}
                """, "flights > out"));

        assertThat(problem.message()).startsWith("`out` cannot be its own dead-letter sink");
    }

    @Test
    void aPolicyWhereNoRowCanFailIsPointedOut() {
        Problem problem = only(Drawing.of("""
                - {id: flights, type: flights}
                - {id: all, type: union, errors: {policy: skip}}
                - {id: out, type: blackhole}
                """, "flights > all > out"));

        assertThat(problem.isError()).isFalse();
        assertThat(problem.code().value()).isEqualTo("errors.idle");
    }

    @Test
    void aPipelineOfLettersAloneWritesNothing() {
        assertThat(Drawing.of("""
                - {id: flights, type: flights, errors: {policy: deadLetter, to: letters}}
                - {id: letters, type: blackhole}
                """, "").check().problems())
                .extracting(problem -> problem.code().value())
                .contains("pipeline.noSink");
    }
}
