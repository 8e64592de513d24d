package io.millrace.model.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.shape.Codec;
import io.millrace.model.text.JsonText;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void aProblemSaysWhatWhereAndWhy() {
        Problem problem = Problem.error(new ProblemCode("column.unknown"), "There is no column `dely`")
                .at(new NodeId("late"), FieldPath.parse("config.condition"))
                .range(0, 4)
                .position(new TextPosition(12, 18))
                .arg("column", "dely");
        assertThat(problem)
                .hasToString("error column.unknown at late config.condition 0-4 (12:18): There is no column `dely`");
        assertThat(problem.isError()).isTrue();
    }

    @Test
    void everyCodeStandsOnce() throws IllegalAccessException {
        Set<Object> seen = new HashSet<>();
        for (Field constant : ProblemCodes.class.getDeclaredFields()) {
            assertThat(seen.add(constant.get(null))).as(constant.getName()).isTrue();
        }
    }

    @Test
    void aProblemIsReadBackFromItsJson() {
        NodeId node = new NodeId("late");
        Problem problem = Problem.warning(new ProblemCode("column.unknown"), "There is no column `dely`")
                .at(node, FieldPath.parse("config.calls[total].argument"))
                .range(0, 4)
                .position(new TextPosition(12, 18))
                .arg("column", "dely")
                .fix(
                        "Use `delay`",
                        new Edit.SetConfig(node, FieldPath.parse("calls[total].argument"), Json.of("delay")));
        Codec<Problem> codec = Codec.of(Problem.class);
        assertThat(codec.write(problem)).isEqualTo(JsonText.require("""
                        {
                          "code": "column.unknown",
                          "severity": "warning",
                          "nodeId": "late",
                          "fieldPath": "config.calls[total].argument",
                          "range": {"start": 0, "end": 4},
                          "position": {"line": 12, "column": 18},
                          "args": {"column": "dely"},
                          "message": "There is no column `dely`",
                          "fixes": [{
                            "label": "Use `delay`",
                            "edits": [
                              {"edit": "setConfig", "node": "late", "path": "calls[total].argument", "value": "delay"}
                            ]
                          }]
                        }
                        """));
        assertThat(codec.read(codec.write(problem)).require()).isEqualTo(problem);
    }
}
