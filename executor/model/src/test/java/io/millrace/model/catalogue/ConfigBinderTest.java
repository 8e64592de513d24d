package io.millrace.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.catalogue.SampleTypes.Aggregate;
import io.millrace.model.catalogue.SampleTypes.Call;
import io.millrace.model.catalogue.SampleTypes.FileSource;
import io.millrace.model.catalogue.SampleTypes.Filter;
import io.millrace.model.catalogue.SampleTypes.Format;
import io.millrace.model.catalogue.SampleTypes.Function;
import io.millrace.model.catalogue.SampleTypes.PrintSink;
import io.millrace.model.catalogue.SampleTypes.Tumbling;
import io.millrace.model.document.ElementId;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.SecretName;
import io.millrace.model.document.SecretRef;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Reading;
import io.millrace.model.text.JsonText;
import io.millrace.model.text.YamlText;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderTest {

    private static final ConfigBinder<Aggregate> AGGREGATE = ConfigBinder.of(Aggregate.class);
    private static final ConfigBinder<FileSource> FILE_SOURCE = ConfigBinder.of(FileSource.class);

    @Test
    void aConfigBecomesItsRecord() {
        Reading<Aggregate> bound = AGGREGATE.bind(node("""
                aggregates:
                  - {id: flights, name: flights, function: COUNT}
                  - {id: worst, name: worst, function: MAX, argument: delay, distinct: true}
                window: {type: tumbling, size: 7 d}
                """));
        assertThat(bound.problems()).isEmpty();
        assertThat(bound.value())
                .contains(new Aggregate(
                        List.of(),
                        List.of(
                                new Call(new ElementId("flights"), "flights", Function.COUNT, Optional.empty(), false),
                                new Call(new ElementId("worst"), "worst", Function.MAX, Optional.of("delay"), true)),
                        Optional.of(new Tumbling(Duration.ofDays(7), Duration.ZERO))));
    }

    @Test
    void everySortOfFieldIsBound() {
        Reading<FileSource> bound = FILE_SOURCE.bind(node("""
                path: flights/*.csv
                format: csv
                schema:
                  - {name: date, type: TIMESTAMP(3) NOT NULL}
                pace: 12345678901234567890.5e-16
                readers: 4
                password: {secret: files}
                options: {charset: UTF-8}
                """));
        assertThat(bound.problems()).isEmpty();
        assertThat(bound.value())
                .contains(new FileSource(
                        "flights/*.csv",
                        Format.CSV,
                        List.of(new Column("date", DataType.parse("TIMESTAMP(3) NOT NULL"))),
                        Optional.of(new BigDecimal("1234.56789012345678905")),
                        4,
                        Optional.of(new SecretRef(new SecretName("files"))),
                        Map.of("charset", "UTF-8")));
    }

    @Test
    void aRecordIsWrittenWithoutWhatItsAbsenceMeans() {
        Aggregate config = new Aggregate(
                List.of(),
                List.of(new Call(new ElementId("n"), "n", Function.COUNT, Optional.empty(), false)),
                Optional.of(new Tumbling(Duration.ofMinutes(90), Duration.ZERO)));
        JsonObject written = AGGREGATE.write(config);
        assertThat(written)
                .hasToString("{\"aggregates\":[{\"id\":\"n\",\"name\":\"n\",\"function\":\"COUNT\"}],"
                        + "\"window\":{\"type\":\"tumbling\",\"size\":\"1 h 30 min\"}}");
        assertThat(AGGREGATE.bind(node(written)).value()).contains(config);
    }

    @Test
    void allFlawsAreListedAtOnce() {
        List<Problem> problems = AGGREGATE.bind(node("""
                aggregats: []
                groupBy:
                  - {id: a, name: 1, expression: x}
                  - {id: a, name: b, expression: y}
                  - {id: Bad Id, name: b, expression: z, extra: 1}
                aggregates:
                  - {id: n, name: n, function: Count}
                  - {name: m}
                  - 5
                window: {type: tumblin, size: 1 h}
                """)).problems();
        assertThat(problems.stream().map(Problem::toString))
                .containsExactly(
                        "error key.unknown at n config.aggregats: The key `aggregats` is not known; known keys are `groupBy`, `aggregates`, `window`",
                        "error id.duplicate at n config.groupBy[1]: `a` stands twice in `groupBy`; each may stand once",
                        "error value.type at n config.groupBy[a].name: `name` must be text, not `1`",
                        "error key.unknown at n config.groupBy[2].extra: The key `extra` is not known; known keys are `id`, `name`, `expression`",
                        "error value.invalid at n config.groupBy[2].id: `Bad Id` cannot name a list element; write a small letter, then small letters, digits and hyphens, 63 characters at most",
                        "error value.unknown at n config.aggregates[n].function: `function` must be one of `COUNT`, `SUM`, `MAX`, not `Count`; did you mean `COUNT`?",
                        "error value.missing at n config.aggregates[1].id: `id` is missing; it must be text",
                        "error value.missing at n config.aggregates[1].function: `function` is missing; it must be one of `COUNT`, `SUM`, `MAX`",
                        "error value.type at n config.aggregates[2]: An element of `aggregates` must be an object, not `5`",
                        "error value.unknown at n config.window.type: `type` must be one of `tumbling`, `session`, not `tumblin`; did you mean `tumbling`?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readers: 65|value.range|`readers` must be between 1 and 64, not 65",
                "readers: 1.5|value.type|`readers` must be a whole number, not `1.5`",
                "readers: \"4\"|value.type|`readers` must be a whole number, not the text `4`",
                "readers: 1e30|value.range|must be between 1 and 64",
                "pace: 0|value.range|`pace` must be between 0.001 and 1000000, not 0",
                "format: xml|value.unknown|`format` must be one of `json`, `csv`, not `xml`",
                "schema: [{name: a, type: NUMBER}]|value.invalid|NUMBER",
                "schema: {}|value.type|`schema` must be a list, not an object",
                "schema: [{name: '', type: INT}]|value.invalid|A column needs a name",
                "password: swordfish|value.type|`password` must be an object, not the text `swordfish`",
                "options: {a: 1}|value.type|`a` must be text, not `1`",
                "path: null|value.missing|`path` is missing; it must be text",
                "path: [a]|value.type|`path` must be text, not a list"
            })
    void aBadFieldIsNamedWithItsRemedy(String line, String code, String message) {
        String key = line.substring(0, line.indexOf(':'));
        JsonObject good = (JsonObject)
                JsonText.require("{\"path\":\"a\",\"format\":\"csv\",\"schema\":[{\"name\":\"a\",\"type\":\"INT\"}]}");
        Json bad = ((JsonObject) yaml(line)).get(key).orElseThrow();
        List<Problem> problems = FILE_SOURCE.bind(node(good.with(key, bad))).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code().value()).isEqualTo(code);
        assertThat(problems.getFirst().message()).contains(message);
    }

    @Test
    void aBoundOfADurationIsKept() {
        assertThat(AGGREGATE
                        .bind(node(
                                "{aggregates: [{id: a, name: a, function: COUNT}], window: {type: session, gap: 0 s}}"))
                        .problems())
                .singleElement()
                .hasToString("error value.range at n config.window.gap: `gap` must be at least 1 ms, not 0 s");
    }

    @Test
    void anEmptyListIsRefusedWhereOneElementIsNeeded() {
        assertThat(AGGREGATE.bind(node("aggregates: []")).problems())
                .singleElement()
                .hasToString(
                        "error value.range at n config.aggregates: `aggregates` must have at least 1 elements, not 0");
    }

    @Test
    void aListOfDistinctValuesHoldsEachOnce() {
        assertThat(ConfigBinder.of(PrintSink.class)
                        .bind(node("columns: [a, b, a]"))
                        .problems())
                .singleElement()
                .hasToString(
                        "error id.duplicate at n config.columns[2]: `a` stands twice in `columns`; each may stand once");
    }

    @Test
    void aSlipCanBeMendedByEdits() {
        Problem problem = ConfigBinder.of(Filter.class)
                .bind(node("conditon: a > 1"))
                .problems()
                .getFirst();
        assertThat(problem.fixes()).singleElement().satisfies(fix -> {
            assertThat(fix.label()).isEqualTo("Rename `conditon` to `condition`");
            assertThat(fix.edits()).hasSize(2);
        });
    }

    @Test
    void theSchemaAloneFindsTheSameFlaws() {
        Node node = node("""
                aggregats: []
                groupBy: [{id: a, name: 1, expression: x}, {id: a, name: b, expression: y}]
                aggregates: [{id: Bad Id, name: n, function: Count}, 5]
                window: {type: tumbling, size: 0 s, offset: -1 s}
                """);
        assertThat(ConfigCheck.problems(node, ConfigSchema.of(Aggregate.class)))
                .isEqualTo(AGGREGATE.bind(node).problems())
                .hasSize(8);
    }

    @Test
    void aRecordThatNoJsonCanHoldIsTheProgrammersMistake() {
        record Wrong(Thread thread) {}
        assertThatThrownBy(() -> ConfigBinder.of(Wrong.class)).hasMessageContaining("have no JSON form");
    }

    private static Node node(String yaml) {
        return node((JsonObject) yaml(yaml));
    }

    private static Node node(JsonObject config) {
        return new Node(new NodeId("n"), "", new NodeTypeName("sample"), 1, config, Optional.empty());
    }

    private static Json yaml(String text) {
        return YamlText.parse(text).value().orElseThrow();
    }
}
