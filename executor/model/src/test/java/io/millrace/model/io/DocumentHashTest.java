package io.millrace.model.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.testing.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentHashTest {

    private static final String YAML = GoldenFile.of("document/everything.yaml").text();
    private static final PipelineDocument DOCUMENT = DocumentReader.load(YAML).require();

    @Test
    void hashesAreStableAcrossReleases() {
        assertThat(DocumentHash.content(DOCUMENT))
                .isEqualTo("431a93a70849248d7d265eca9133fb6a31d1dac560cca4f6b29e882d9c2989f1");
        assertThat(DocumentHash.plan(DOCUMENT))
                .isEqualTo("402e96b1afa6c2752983a50db0b473e99617e099e5e2f88eec054087cd325950");
    }

    @Test
    void theIdCountsForNeither() {
        PipelineDocument copy = DOCUMENT.withId(new PipelineId("copy"));
        assertThat(DocumentHash.content(copy)).isEqualTo(DocumentHash.content(DOCUMENT));
        assertThat(DocumentHash.plan(copy)).isEqualTo(DocumentHash.plan(DOCUMENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: Everything|name: Something",
                "Second paragraph.|Third paragraph.",
                "name: Flights|name: Departures",
                "late: {x: 240|late: {x: 241",
                "id: ingest|id: other",
                "Because.|Why not."
            })
    void whatOnlyPeopleReadCountsForTheContentAlone(String text, String changed) {
        PipelineDocument other = changed(text, changed);
        assertThat(DocumentHash.content(other)).isNotEqualTo(DocumentHash.content(DOCUMENT));
        assertThat(DocumentHash.plan(other)).isEqualTo(DocumentHash.plan(DOCUMENT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size: 7 d|size: 8 d",
                "stateTtl: 7 d|stateTtl: 8 d",
                "default: 15|default: 16",
                "policy: skip|policy: fail",
                "name: total|name: sum",
                "typeVersion: 2|typeVersion: 3",
                "to: {node: weekly, port: in}|to: {node: weekly, port: left}"
            })
    void whatChangesTheWorkCountsForBoth(String text, String changed) {
        PipelineDocument other = changed(text, changed);
        assertThat(DocumentHash.content(other)).isNotEqualTo(DocumentHash.content(DOCUMENT));
        assertThat(DocumentHash.plan(other)).isNotEqualTo(DocumentHash.plan(DOCUMENT));
    }

    @Test
    void theOrderOfNodesAndEdgesIsNoPartOfThePlan() {
        PipelineDocument other = DOCUMENT.withNodes(DOCUMENT.nodes().reversed())
                .withEdges(DOCUMENT.edges().reversed())
                .withParameters(DOCUMENT.parameters().reversed());
        assertThat(DocumentHash.plan(other)).isEqualTo(DocumentHash.plan(DOCUMENT));
    }

    private static PipelineDocument changed(String text, String changed) {
        assertThat(YAML).contains(text);
        return DocumentReader.load(YAML.replace(text, changed)).require();
    }
}
