package io.millrace.model.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.DocumentArbitraries;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.shape.Codec;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DiffTest {

    private static final Codec<Edit> EDITS = Codec.of(Edit.class);

    @Property(tries = 300)
    void theDifferenceOfTwoDocumentsMakesOneIntoTheOther(
            @ForAll("documents") PipelineDocument from, @ForAll("documents") PipelineDocument to) {
        List<Edit> edits = Diff.between(from, to);
        Applied applied = Drafts.apply(from, edits).require();
        assertThat(applied.document()).isEqualTo(to);
        assertThat(Drafts.apply(to, applied.undo()).require().document()).isEqualTo(from);
    }

    @Property(tries = 100)
    void everyEditIsUndone(@ForAll("documents") PipelineDocument from, @ForAll("documents") PipelineDocument to) {
        PipelineDocument current = from;
        for (Edit edit : Diff.between(from, to)) {
            Applied applied = Drafts.apply(current, edit).require();
            assertThat(Drafts.apply(applied.document(), applied.undo())
                            .require()
                            .document())
                    .as(edit.toString())
                    .isEqualTo(current);
            current = applied.document();
        }
    }

    @Property(tries = 100)
    void everyEditIsReadBackFromItsJson(
            @ForAll("documents") PipelineDocument from, @ForAll("documents") PipelineDocument to) {
        for (Edit edit : Diff.between(from, to)) {
            assertThat(EDITS.read(EDITS.write(edit)).require()).isEqualTo(edit);
        }
    }

    @Property
    void aDocumentDoesNotDifferFromItself(@ForAll("documents") PipelineDocument document) {
        assertThat(Diff.between(document, document)).isEmpty();
        assertThat(Diff.between(document, document.withId(new PipelineId("copy"))))
                .isEmpty();
    }

    @Test
    void oneChangedFieldIsOneEdit() {
        String yaml = """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: p
                name: P
                nodes:
                  - id: weekly
                    type: aggregate
                    config:
                      aggregates:
                        - {id: total, function: SUM, argument: delay}
                        - {id: worst, function: MAX, argument: delay}
                      columns:
                        - {name: a, expression: x}
                        - {name: b, expression: y}
                """;
        assertThat(difference(yaml, yaml.replace("MAX, argument: delay", "MAX, argument: distance")))
                .containsExactly(
                        "{\"edit\":\"setConfig\",\"node\":\"weekly\",\"path\":\"aggregates[worst].argument\",\"value\":\"distance\"}");
        assertThat(difference(yaml, yaml.replace("expression: y", "expression: z")))
                .containsExactly(
                        "{\"edit\":\"setConfig\",\"node\":\"weekly\",\"path\":\"columns[1].expression\",\"value\":\"z\"}");
        assertThat(difference(
                        yaml,
                        yaml.replace(
                                "        - {id: total", "        - {id: first, function: MIN}\n        - {id: total")))
                .containsExactly("{\"edit\":\"addElement\",\"index\":0,\"node\":\"weekly\",\"path\":\"aggregates\","
                        + "\"value\":{\"id\":\"first\",\"function\":\"MIN\"}}");
    }

    private static List<String> difference(String from, String to) {
        return Diff.between(
                        DocumentReader.load(from).require(),
                        DocumentReader.load(to).require())
                .stream()
                .map(edit -> EDITS.write(edit).toString())
                .toList();
    }

    @Provide
    Arbitrary<PipelineDocument> documents() {
        return DocumentArbitraries.documents();
    }
}
