package io.millrace.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.DocumentArbitraries;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.testing.GoldenFile;
import io.millrace.model.text.YamlText;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DocumentRoundTripTest {

    @Property
    void everyDocumentIsReadBackFromItsJsonAndItsYaml(@ForAll("documents") PipelineDocument document) {
        assertThat(DocumentReader.load(DocumentWriter.json(document)).require()).isEqualTo(document);
        assertThat(DocumentReader.load(DocumentWriter.jsonText(document)).require())
                .isEqualTo(document);
        assertThat(DocumentReader.load(DocumentWriter.yamlText(document)).require())
                .isEqualTo(document);
    }

    @Property
    void jsonToYamlToJsonIsTheSameText(@ForAll("documents") PipelineDocument document) {
        String json = DocumentWriter.jsonText(document);
        String yaml = DocumentWriter.yamlText(DocumentReader.load(json).require());
        assertThat(CanonicalJson.pretty(YamlText.parse(yaml).value().orElseThrow()))
                .isEqualTo(json);
        assertThat(DocumentWriter.yamlText(DocumentReader.load(yaml).require())).isEqualTo(yaml);
    }

    @Property
    void anImportDiffersInItsIdOnly(@ForAll("documents") PipelineDocument document) {
        PipelineId own = new PipelineId("imported");
        assertThat(DocumentReader.importAs(own, DocumentWriter.yamlText(document))
                        .require())
                .isEqualTo(document.withId(own));
    }

    @Test
    void everythingADocumentCanHoldIsWrittenForReading() {
        GoldenFile yaml = GoldenFile.of("document/everything.yaml");
        PipelineDocument document = DocumentReader.load(yaml.text()).require();
        yaml.assertHolds(DocumentWriter.yamlText(document));
        GoldenFile.of("document/everything.json").assertHolds(DocumentWriter.jsonText(document));
    }

    @Test
    void anEmptyDocumentSaysOnlyWhatItMust() {
        assertThat(DocumentWriter.yamlText(PipelineDocument.empty(new PipelineId("empty"), "Empty")))
                .isEqualTo("""
                        apiVersion: millrace.io/v1
                        kind: Pipeline
                        id: empty
                        name: Empty
                        """);
    }

    @Provide
    Arbitrary<PipelineDocument> documents() {
        return DocumentArbitraries.documents();
    }
}
