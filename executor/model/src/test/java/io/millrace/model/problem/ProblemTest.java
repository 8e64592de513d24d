package io.millrace.model.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
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
}
