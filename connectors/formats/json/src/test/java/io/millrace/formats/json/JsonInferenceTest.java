package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonInferenceTest {

    @Test
    void fieldsOfAllLinesBecomeColumnsInTheirOrder() {
        Inference found = infer("""
                {"id": 1, "big": 9999999999, "at": "2026-01-31T10:00:00Z", "ok": true, "code": "007"}
                {"id": null, "ratio": 0.5, "at": "2026-01-31T11:00:00Z", "day": "2026-01-31", "none": null}
                """);

        assertThat(columns(found))
                .containsExactly(
                        "id INT",
                        "big BIGINT",
                        "at TIMESTAMP_LTZ(3)",
                        "ok BOOLEAN",
                        "code STRING",
                        "ratio DOUBLE",
                        "day DATE",
                        "none STRING");
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void objectsAndListsKeepTheirStructure() {
        assertThat(columns(infer("{\"who\": {\"name\": \"a\", \"age\": 3}, \"tags\": [\"x\", \"y\"], \"e\": {}}")))
                .containsExactly("who ROW<name STRING, age INT>", "tags ARRAY<STRING>", "e STRING");
    }

    @Test
    void valuesOfSeveralKindsAreText() {
        assertThat(columns(infer("{\"v\": 1}\n{\"v\": \"x\"}\n"))).containsExactly("v STRING");
    }

    @Test
    void linesThatAreNoObjectsAreCounted() {
        Inference found = infer("{\"a\": 1}\nnonsense\n{\"a\": 2}");

        assertThat(columns(found)).containsExactly("a INT");
        assertThat(found.problems()).containsExactly("Of the first 3 lines 1 are no JSON objects.");
    }

    @Test
    void aListOrAnObjectOverManyLinesIsExplained() {
        assertThat(infer("[{\"a\": 1}]").problems()).singleElement().asString().contains("one JSON list");
        assertThat(infer("{\n \"a\": 1\n}\n").problems())
                .singleElement()
                .asString()
                .contains("on one line");
    }

    @Test
    void otherTextIsNoJson() {
        assertThat(JsonInference.of(sample("a,b\n1,2\n"))).isEqualTo(Optional.empty());
    }

    private static Inference infer(String text) {
        return JsonInference.of(sample(text)).orElseThrow();
    }

    private static Sample sample(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Sample("a.ndjson", Arrays.copyOf(bytes, bytes.length + Chunk.SLACK), bytes.length, true);
    }

    private static List<String> columns(Inference found) {
        return found.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }
}
