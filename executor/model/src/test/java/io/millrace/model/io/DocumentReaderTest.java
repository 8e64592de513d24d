package io.millrace.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineId;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.problem.TextPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

    private static final String HEAD = "apiVersion: millrace.io/v1\nkind: Pipeline\nid: p\nname: P\n";

    @Test
    void allFlawsAreListedAtOnceWithTheirPlaces() {
        String yaml = """
                apiVersion: millrace.io/v1
                kind: Pipline
                id: Not An Id
                descripton: x
                settings: {timeZone: Europe/Berln, checkpointInterval: 10 m, ttl: 1 d}
                parameters:
                  - {name: a b, type: INTEGR}
                nodes:
                  - id: a
                    type: filter
                    typeVersion: "1"
                    confg: {}
                    errors: {policy: ignore, limit: -1}
                  - id: a
                    name: 5
                    type: filter
                  - type: union
                  - nonsense
                edges:
                  - from: {node: a}
                    to: {node: b, port: in}
                    color: red
                  - from: {node: a, port: out}
                    to: {node: b, port: in}
                  - from: {node: a, port: out}
                    to: {node: b, port: in}
                layout: {positions: {a: {x: 1}, A: {x: 1, y: 2}}, notes: [{id: n, text: t, position: {x: 1, y: 1}, size: {width: 0, height: 1}}]}
                """;
        assertThat(DocumentReader.load(yaml).document()).isEmpty();
        assertThat(DocumentReader.load(yaml).problems().stream().map(DocumentReaderTest::placed))
                .containsExactly(
                        "1:1 value.missing name",
                        "2:7 value.unknown kind",
                        "3:5 value.invalid id",
                        "4:1 key.unknown descripton",
                        "5:22 value.invalid settings.timeZone",
                        "5:56 value.invalid settings.checkpointInterval",
                        "5:62 key.unknown settings.ttl",
                        "7:12 value.invalid parameters[0].name",
                        "7:23 value.invalid parameters[0].type",
                        "11:18 value.type a:typeVersion",
                        "12:5 key.unknown a:confg",
                        "13:22 value.unknown a:errors.policy",
                        "13:37 value.range a:errors.limit",
                        "14:5 id.duplicate a",
                        "15:11 value.type a:name",
                        "17:5 value.missing nodes[2].id",
                        "18:5 value.type nodes[3]",
                        "20:11 value.missing edges[0].from.port",
                        "22:5 key.unknown edges[0].color",
                        "25:5 id.duplicate edges[2]",
                        "27:25 value.missing layout.positions.a.y",
                        "27:36 value.invalid layout.positions.A",
                        "27:106 value.invalid layout.notes[n].size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "descripton|The key `descripton` is not known; did you mean `description`?|Rename `descripton` to `description`",
                "colour|The key `colour` is not known; known keys are `apiVersion`, `kind`, `id`, `name`, `description`, `settings`, `parameters`, `nodes`, `edges`, `layout`|Remove `colour`"
            })
    void anUnknownKeyIsAnsweredWithTheNearestOne(String key, String message, String fix) {
        Problem problem = DocumentReader.load(HEAD + key + ": x\n").problems().getFirst();
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.fixes()).singleElement().satisfies(only -> {
            assertThat(only.label()).isEqualTo(fix);
            assertThat(only.edits()).isEmpty();
        });
    }

    @Test
    void anImportNeverTakesTheIdOfTheFile() {
        PipelineId given = new PipelineId("given");
        assertThat(DocumentReader.importAs(given, HEAD).require().id()).isEqualTo(given);
        assertThat(DocumentReader.importAs(given, HEAD.replace("id: p\n", ""))
                        .require()
                        .id())
                .isEqualTo(given);
        assertThat(DocumentReader.importAs(given, HEAD.replace("id: p\n", "id: [not, an, id]\n"))
                        .require()
                        .id())
                .isEqualTo(given);
        assertThat(DocumentReader.load(HEAD.replace("id: p\n", "")).problems())
                .singleElement()
                .hasToString("error value.missing at id (1:1): `id` is missing; it must be text");
    }

    @Test
    void aDocumentOfANewerVersionIsNamedAsSuchAndNotPickedApart() {
        assertThat(DocumentReader.load("apiVersion: millrace.io/v7\nfuture: true\n")
                        .problems())
                .singleElement()
                .hasToString(
                        "error document.version at apiVersion (1:13): The document is of version `millrace.io/v7`; "
                                + "this Millrace reads `millrace.io/v1`");
    }

    @Test
    void whatTheLayoutSaysOfNodesThatAreGoneIsDroppedWithAWarning() {
        ReadDocument read = DocumentReader.load(HEAD + """
                nodes: [{id: a, type: union}]
                layout:
                  positions: {a: {x: 1, y: 1}, gone: {x: 2, y: 2}}
                  groups:
                    - {id: g, nodes: [a, gone], parent: none}
                    - {id: h, nodes: [a], parent: i}
                    - {id: i, parent: h}
                """);
        assertThat(read.problems().stream().map(Problem::toString))
                .containsExactly(
                        "warning node.unknown at layout.positions.gone (7:38): The layout places `gone`, which is no node; its position is dropped",
                        "warning node.unknown at layout.groups[g].nodes[1] (9:26): The group `g` holds `gone`, which is no node; it is dropped from the group",
                        "warning node.unknown at layout.groups[g].parent (9:41): The group `g` cannot lie in `none`; it is put on the canvas itself",
                        "warning node.unknown at layout.groups[h].nodes[0] (10:23): The group `h` holds `a`, which is in another group; it is dropped from the group",
                        "warning node.unknown at layout.groups[h].parent (10:35): The group `h` cannot lie in `i`; it is put on the canvas itself");
        assertThat(DocumentWriter.yamlText(read.require())).endsWith("""
                layout:
                  groups:
                    - id: g
                      nodes:
                        - a
                    - id: h
                    - id: i
                      parent: h
                  positions:
                    a: {x: 1, y: 1}
                """);
    }

    @Test
    void aProblemFoundLaterGetsItsLineAndColumn() {
        ReadDocument read = DocumentReader.load(HEAD + """
                nodes:
                  - id: late
                    type: filter
                    config:
                      condition: |-
                        delay > 15
                          AND dely < 3
                  - {id: two, type: select, config: {columns: [{name: a, expression: "x + y"}], calls: [{id: c, f: SUM}]}}
                """);
        assertThat(place(read, "late", "config.condition", 17)).isEqualTo("11:15");
        assertThat(place(read, "two", "config.columns[0].expression", 4)).isEqualTo("12:75");
        assertThat(place(read, "two", "config.calls[c].f", -1)).isEqualTo("12:100");
        assertThat(place(read, "two", "config.calls[none].f", -1)).isEqualTo("12:88");
        assertThat(place(read, "gone", "config", -1)).isEmpty();
        Problem nowhere = Problem.error(new ProblemCode("some.problem"), "No place");
        assertThat(read.located(nowhere)).isEqualTo(nowhere);
    }

    @Test
    void jsonAndFlowYamlAreToldApart() {
        String json = "{\"apiVersion\": \"millrace.io/v1\", \"kind\": \"Pipeline\", \"id\": \"p\", \"name\": \"P\"}";
        assertThat(DocumentReader.load(json).require())
                .isEqualTo(DocumentReader.load(HEAD).require());
        assertThat(DocumentReader.load("{apiVersion: millrace.io/v1, kind: Pipeline, id: p, name: P}")
                        .require())
                .isEqualTo(DocumentReader.load(HEAD).require());
        assertThat(DocumentReader.load("{\"apiVersion\": 1")
                        .problems()
                        .getFirst()
                        .message())
                .startsWith("This is not JSON");
    }

    @Test
    void whatIsNoPipelineAtAllIsNamed() {
        assertThat(DocumentReader.load("- a\n").problems())
                .singleElement()
                .hasToString(
                        "error value.type: A pipeline is an object with `apiVersion`, `kind` and so on, not a list");
        assertThat(DocumentReader.load("").problems())
                .singleElement()
                .hasToString("error document.syntax (1:1): The text is empty");
        assertThat(DocumentReader.load(new byte[] {(byte) 0xff})
                        .problems()
                        .getFirst()
                        .message())
                .startsWith("The text is not UTF-8");
        assertThat(DocumentReader.load("x".repeat(5_000_000).getBytes(StandardCharsets.UTF_8))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
    }

    @Test
    void ofThousandsOfFlawsTwoHundredAreListed() {
        assertThat(DocumentReader.load(HEAD + "nodes:\n" + "  - {}\n".repeat(4_000))
                        .problems())
                .hasSize(200);
    }

    @Test
    void listsHaveLimits() {
        StringBuilder nodes = new StringBuilder(HEAD + "nodes:\n");
        for (int i = 0; i <= 5_000; i++) {
            nodes.append("  - {id: n").append(i).append(", type: union}\n");
        }
        assertThat(DocumentReader.load(nodes.toString()).problems())
                .singleElement()
                .hasToString(
                        "error value.range at nodes (6:3): `nodes` must have between 0 and 5000 elements, not 5001");
    }

    @Test
    void twoThousandGroupsInEachOtherAreNoTrouble() {
        StringBuilder layout = new StringBuilder(HEAD + "layout:\n  groups:\n    - {id: g0, parent: gone}\n");
        for (int i = 1; i < 2_000; i++) {
            layout.append("    - {id: g%d, parent: g%d}\n".formatted(i, i - 1));
        }
        ReadDocument read = DocumentReader.load(layout.toString());
        assertThat(read.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("`g0` cannot lie in `gone`"));
        assertThat(read.require().layout().groups().getLast().parent()).isPresent();
    }

    private static String place(ReadDocument read, String node, String path, int offset) {
        Problem problem =
                Problem.error(new ProblemCode("some.problem"), "Here").at(new NodeId(node), FieldPath.parse(path));
        Problem ranged = offset < 0 ? problem : problem.range(offset, offset + 1);
        return read.located(ranged).position().map(TextPosition::toString).orElse("");
    }

    private static String placed(Problem problem) {
        List<String> words = List.of(
                problem.position().map(TextPosition::toString).orElse(""),
                problem.code().value(),
                problem.nodeId().map(node -> node.value()).orElse("")
                        + (problem.nodeId().isPresent() && problem.fieldPath().isPresent() ? ":" : "")
                        + problem.fieldPath().map(FieldPath::toString).orElse(""));
        return String.join(" ", words);
    }
}
