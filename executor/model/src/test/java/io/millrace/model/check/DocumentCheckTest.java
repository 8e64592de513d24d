package io.millrace.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.catalogue.SampleTypes;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.draft.Drafts;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentCheckTest {

    private static final String SOUND = """
            apiVersion: millrace.io/v1
            kind: Pipeline
            id: p
            name: P
            nodes:
              - {id: flights, type: file-source, config: {path: a, format: csv, schema: [{name: a, type: INT}]}}
              - {id: split, type: route, config: {branches: [{id: long, name: Long, condition: a > 1}]}, errors: {policy: deadLetter, to: rejected}}
              - {id: all, type: union}
              - {id: print, type: print-sink}
              - {id: rejected, type: print-sink}
            edges:
              - {from: {node: flights, port: out}, to: {node: split, port: in}}
              - {from: {node: split, port: long}, to: {node: all, port: in}}
              - {from: {node: split, port: otherwise}, to: {node: all, port: in}}
              - {from: {node: all, port: out}, to: {node: print, port: in}}
            """;

    @Test
    void aSoundDrawingHasNoProblems() {
        assertThat(problems(SOUND)).isEmpty();
    }

    @Test
    void anUnknownNodeTypeIsAnsweredWithTheNearestOne() {
        assertThat(mended(
                        SOUND.replace("type: union", "type: unoin"),
                        "error node.type.unknown at all type: "
                                + "There is no node type `unoin`; did you mean `union`?"))
                .isEmpty();
        assertThat(problems(SOUND.replace("type: union", "type: teleport")))
                .containsExactly("error node.type.unknown at all type: There is no node type `teleport`");
    }

    @Test
    void anUnknownVersionOfANodeTypeIsNamed() {
        assertThat(problems(SOUND.replace("type: union", "type: union, typeVersion: 3")))
                .containsExactly("error node.type.version at all typeVersion: "
                        + "The node type `union` has no version 3 here; the newest is 1");
    }

    @Test
    void anEdgeToANodeThatIsNotThereIsTiedToTheNearestOne() {
        assertThat(mended(
                        SOUND.replace("{node: flights, port: out}", "{node: flihgts, port: out}"),
                        "error node.unknown at edges[0].from.node: The edge flihgts.out → split.in is tied to `flihgts`, "
                                + "which is no node; did you mean `flights`?"))
                .isEmpty();
    }

    @Test
    void anEdgeToAPortThatIsNotThereIsTiedToTheNearestOne() {
        assertThat(
                        mended(
                                SOUND.replace("{node: split, port: long}", "{node: split, port: lang}"),
                                "error port.unknown at edges[1].from.port: The node `split` has no output `lang`; did you mean `long`?"))
                .isEmpty();
        assertThat(problems(SOUND.replace("to: {node: print, port: in}", "to: {node: flights, port: in}")))
                .containsExactly(
                        "error port.unknown at edges[3].to.port: The node `flights` has no input `in`; it has none",
                        "error port.unconnected at print: No rows enter `print`: its input `in` needs an edge",
                        "error edge.cycle at flights: Rows would run in a circle: `flights` → `split` → `all` → `flights`; "
                                + "remove one of its edges");
    }

    @Test
    void anInputThatTakesOneEdgeHasOne() {
        String crowded = SOUND + "  - {from: {node: split, port: long}, to: {node: print, port: in}}\n";
        assertThat(problems(crowded))
                .containsExactly("error port.crowded at print: The input `in` of `print` takes one edge and has 2; "
                        + "join the rows with a `union` before it");
        assertThat(problems(SOUND.replace("  - {from: {node: flights, port: out}, to: {node: split, port: in}}\n", "")))
                .containsExactly(
                        "error port.unconnected at split: No rows enter `split`: its input `in` needs an edge");
    }

    @Test
    void aDeadLetterPolicyNamesItsNodeAndOthersNone() {
        assertThat(problems(SOUND.replace("deadLetter, to: rejected", "deadLetter")))
                .containsExactly(
                        "error errors.invalid at split errors.to: The policy `deadLetter` needs the node that gets the failed rows in `to`",
                        "error port.unconnected at rejected: No rows enter `rejected`: its input `in` needs an edge");
        assertThat(mended(
                        SOUND.replace("to: rejected", "to: rejectd"),
                        "error node.unknown at split errors.to: There is no node `rejectd`; did you mean `rejected`?"))
                .isEmpty();
        assertThat(problems(SOUND.replace("policy: deadLetter", "policy: skip")))
                .containsExactly(
                        "error errors.invalid at split errors.to: Only the policy `deadLetter` sends failed rows "
                                + "to a node; take `to` away or change the policy");
    }

    @Test
    void configIsCheckedByTheSchemaOfTheCatalogue() {
        assertThat(mended(
                        SOUND.replace("condition: a > 1", "conditon: a > 1"),
                        "error key.unknown at split config.branches[long].conditon: "
                                + "The key `conditon` is not known; did you mean `condition`?"))
                .isEmpty();
        PipelineDocument document =
                DocumentReader.load(SOUND.replace("format: csv", "format: xml")).require();
        assertThat(DocumentCheck.problems(document, SampleTypes.catalogue())).hasSize(1);
        assertThat(DocumentCheck.ofDrawing(document, SampleTypes.catalogue())).isEmpty();
    }

    @Test
    void everyCircleIsNamedOnce() {
        PipelineDocument circles = chain(4, List.of(edge(1, 0), edge(3, 2), edge(2, 2)));
        assertThat(DocumentCheck.ofDrawing(circles, SampleTypes.catalogue()).stream()
                        .filter(problem -> problem.code().equals(ProblemCodes.EDGE_CYCLE))
                        .map(Problem::message))
                .containsExactly(
                        "Rows would run in a circle: `n0` → `n1` → `n0`; remove one of its edges",
                        "Rows would run in a circle: `n2` → `n2`; remove one of its edges");
    }

    @Test
    void aChainOfThousandsOfNodesIsNoTrouble() {
        PipelineDocument circle = chain(5_000, List.of(edge(4_999, 0)));
        assertThat(DocumentCheck.ofDrawing(circle, SampleTypes.catalogue()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCodes.EDGE_CYCLE));
    }

    private static PipelineDocument chain(int length, List<Edge> more) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes.add(new Node(id(i), "", new NodeTypeName("union"), 1, JsonObject.EMPTY, Optional.empty()));
            if (i > 0) {
                edges.add(edge(i - 1, i));
            }
        }
        edges.addAll(more);
        return PipelineDocument.empty(new PipelineId("p"), "P").withNodes(nodes).withEdges(edges);
    }

    private static Edge edge(int from, int to) {
        return Edge.between(id(from), id(to));
    }

    private static NodeId id(int number) {
        return new NodeId("n" + number);
    }

    /** Checks that there is this one problem, and gives the problems left once its first fix is applied. */
    private static List<String> mended(String yaml, String expected) {
        PipelineDocument document = DocumentReader.load(yaml).require();
        List<Problem> problems = DocumentCheck.problems(document, SampleTypes.catalogue());
        Problem problem = problems.stream()
                .filter(one -> one.toString().equals(expected))
                .findFirst()
                .orElseThrow(() -> new AssertionError(problems.toString()));
        PipelineDocument fixed = Drafts.apply(
                        document, problem.fixes().getFirst().edits())
                .require()
                .document();
        return DocumentCheck.problems(fixed, SampleTypes.catalogue()).stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> problems(String yaml) {
        return DocumentCheck.problems(DocumentReader.load(yaml).require(), SampleTypes.catalogue()).stream()
                .map(Problem::toString)
                .toList();
    }
}
