package io.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.explain.ExplainedOperator.Fact;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorFactsTest {

    private static final EdgeSchema NOTHING = EdgeSchema.append(new Schema(List.of()));

    /** Whoever adds an operator has nothing to do here. */
    @Test
    void anOperatorThatNobodyPutIntoWordsShowsItsConfigAndTrees() {
        PhysicalOperator operator = new PhysicalOperator(
                3,
                "asOfJoin",
                List.of("quotes"),
                List.of(NOTHING, NOTHING),
                List.of(NOTHING, NOTHING),
                JsonObject.of("keys", JsonArray.of(Json.of(0)), "kind", Json.of("inner")),
                Map.of());
        ExplainedExpression tree = new ExplainedExpression("price > 1", DataType.parse("BOOLEAN"));
        OperatorFacts facts = new OperatorFacts(operator, Map.of("condition", List.of(tree)));

        assertThat(facts.all())
                .containsExactly(Fact.of("kind", "inner"), Fact.of("keys", "[0]"), Fact.of("condition", "price > 1"));
        assertThat(facts.inputName(1)).isEqualTo("in 1");
        assertThat(facts.outputName(1)).isEqualTo("out 1");
        assertThat(OperatorFacts.words(operator.type())).isEqualTo("as of join");
    }

    /** A config holds secrets by name, in objects; a connector's line has no objects. */
    @Test
    void onlyPlainSettingsOfAConnectorAreShown() {
        JsonObject config = JsonObject.of(
                "path", Json.of("in.csv"), "password", JsonObject.of("secret", Json.of("db")), "header", Json.of(true));
        PhysicalOperator operator = new PhysicalOperator(
                0,
                "sink",
                List.of("out"),
                List.of(NOTHING),
                List.of(),
                JsonObject.of("connector", Json.of("file-sink"), "config", config),
                Map.of());

        assertThat(new OperatorFacts(operator, Map.of()).all())
                .containsExactly(Fact.of("write", "file-sink, header true, path in.csv"));
    }
}
