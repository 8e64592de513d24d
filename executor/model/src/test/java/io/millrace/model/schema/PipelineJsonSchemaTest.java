package io.millrace.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.catalogue.ConfigCheck;
import io.millrace.model.catalogue.ConfigSchema;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.catalogue.SampleTypes;
import io.millrace.model.document.DocumentArbitraries;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.io.ReadDocument;
import io.millrace.model.json.Json;
import io.millrace.model.testing.GoldenFile;
import io.millrace.model.text.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineJsonSchemaTest {

    private static final Catalogue SAMPLES = SampleTypes.catalogue();
    private static final JsonSchema SCHEMA = compiled(SAMPLES);
    private static final JsonSchema WITHOUT_TYPES = compiled(Catalogue.of(List.of()));

    private static final String HEAD = "apiVersion: millrace.io/v1\nkind: Pipeline\nid: p\nname: P\n";

    private static final String SOUND = HEAD + """
            description: |
              All sorts.
            settings: {timeZone: Europe/Berlin, checkpointInterval: 1 min 30 s}
            parameters: [{name: threshold, type: INT, default: 15}, {name: since, type: TIMESTAMP(3)}]
            nodes:
              - id: flights
                type: file-source
                config:
                  path: flights/*.csv
                  format: csv
                  schema: [{name: a, type: INT NOT NULL}]
                  pace: 1.5
                  readers: 4
                  password: {secret: files}
                  options: {charset: UTF-8}
              - {id: late, type: filter, typeVersion: 1, config: {condition: a > 1}, errors: {policy: skip, limit: 10}}
              - id: weekly
                type: aggregate
                config:
                  groupBy: [{id: a, name: a, expression: a}]
                  aggregates: [{id: n, name: n, function: COUNT, distinct: false}]
                  window: {type: tumbling, size: 7 d, offset: 4 d}
              - {id: all, type: union}
              - {id: print, type: print-sink, config: {limit: 9007199254740993, columns: [a, n]}}
            edges:
              - {from: {node: flights, port: out}, to: {node: late, port: in}}
            layout:
              positions: {flights: {x: 0, y: -1.5}}
              notes: [{id: n, text: "", position: {x: 0, y: 0}, size: {width: 1, height: 1}}]
              groups: [{id: g, name: G, nodes: [late, weekly], parent: h}, {id: h}]
            """;

    @Test
    void theSchemaIsKeptStable() {
        GoldenFile.of("schema/samples.schema.json").assertHolds(PipelineJsonSchema.text(SAMPLES));
    }

    @Test
    void theSchemaIsASchema() {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(PipelineJsonSchema.text(SAMPLES), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void aSoundDocumentIsAccepted() {
        assertThat(problemsOfReader(SOUND)).isEmpty();
        assertThat(problemsOfSchema(SOUND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Pipeline|kind: Pipelin",
                "name: P\n|",
                "id: p\n|id: Not An Id\n",
                "description:|descripton:",
                "timeZone: Europe/Berlin|zone: UTC",
                "1 min 30 s|90 minutes",
                "threshold, type: INT|a b, type: INT",
                "threshold, type: INT|threshold",
                "id: late, type: filter|id: late, type: filtr",
                "id: late, type: filter, typeVersion: 1|id: late, type: filter, typeVersion: 0",
                "policy: skip|policy: ignore",
                "limit: 10}|limit: -1}",
                "condition: a > 1|conditon: a > 1",
                ", config: {condition: a > 1}|",
                "format: csv|format: xml",
                "readers: 4|readers: 65",
                "readers: 4|readers: 1.5",
                "pace: 1.5|pace: fast",
                "{secret: files}|swordfish",
                "charset: UTF-8|charset: 8",
                "schema: [|schema: [1, ",
                "function: COUNT|function: Count",
                "aggregates: [{id: n, name: n, function: COUNT, distinct: false}]|aggregates: []",
                "id: n, name: n, function|id: N, name: n, function",
                "distinct: false|distinct: no",
                "type: tumbling|type: tumblin",
                "type: tumbling, |",
                "offset: 4 d|ofset: 4 d",
                "size: 7 d|size: 7",
                "type: union}|type: union, config: {a: 1}}",
                "[a, n]|[a, a]",
                "port: out|prt: out",
                "x: 0, y: -1.5|x: 0",
                "flights: {x|Flights: {x",
                "nodes: [late, weekly]|nodes: late"
            })
    void schemaAndReaderRefuseTheSame(String change) {
        String[] sides = change.split("\\|", -1);
        assertThat(SOUND).contains(sides[0]);
        String broken = SOUND.replace(sides[0], sides[1]);
        assertThat(problemsOfReader(broken)).isNotEmpty();
        assertThat(problemsOfSchema(broken)).isNotEmpty();
    }

    @Property(tries = 100)
    void everyDocumentIsAcceptedWhereTypesAreUnknown(@ForAll("documents") PipelineDocument document) {
        assertThat(WITHOUT_TYPES.validate(DocumentWriter.json(document).toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void eachVersionOfATypeHasItsOwnConfig() {
        NodeTypeDescriptor one = SAMPLES.newest(new NodeTypeName("filter")).orElseThrow();
        NodeTypeDescriptor two = new NodeTypeDescriptor(
                one.type(),
                2,
                one.kind(),
                one.category(),
                one.name(),
                one.summary(),
                one.docs(),
                one.icon(),
                one.ports(),
                ConfigSchema.of(SampleTypes.Union.class),
                one.abilities());
        JsonSchema schema = compiled(Catalogue.of(List.of(one, two)));
        String node = HEAD + "nodes: [{id: a, type: filter%s}]\n";
        assertThat(validate(schema, node.formatted(", config: {condition: a}"))).isEmpty();
        assertThat(validate(schema, node.formatted(", typeVersion: 2"))).isEmpty();
        assertThat(validate(schema, node.formatted(""))).isNotEmpty();
        assertThat(validate(schema, node.formatted(", typeVersion: 2, config: {condition: a}")))
                .isNotEmpty();
    }

    @Provide
    Arbitrary<PipelineDocument> documents() {
        return DocumentArbitraries.documents();
    }

    private static List<String> problemsOfReader(String yaml) {
        ReadDocument read = DocumentReader.load(yaml);
        List<String> problems =
                new ArrayList<>(read.problems().stream().map(Object::toString).toList());
        read.document()
                .ifPresent(document -> document.nodes().forEach(node -> SAMPLES.find(node.type(), node.typeVersion())
                        .ifPresentOrElse(
                                type -> ConfigCheck.problems(node, type.configSchema())
                                        .forEach(problem -> problems.add(problem.toString())),
                                () -> problems.add("Unknown type " + node.type()))));
        return problems;
    }

    private static Set<ValidationMessage> problemsOfSchema(String yaml) {
        return validate(SCHEMA, yaml);
    }

    private static Set<ValidationMessage> validate(JsonSchema schema, String yaml) {
        Json json = YamlText.parse(yaml).value().orElseThrow();
        return schema.validate(json.toString(), InputFormat.JSON);
    }

    private static JsonSchema compiled(Catalogue catalogue) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(PipelineJsonSchema.of(catalogue).toString());
    }
}
