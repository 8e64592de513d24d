package io.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.format.Chunk;
import io.millrace.spi.format.Inference;
import io.millrace.spi.format.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvInferenceTest {

    @Test
    void theNarrowestTypeOfEachColumnIsFound() {
        Inference found = infer("""
                id,big,price,ratio,day,at,zoned,ok,zip,name,none
                1,9999999999,12.50,0.5,2026-01-31,2026-01-31 10:00:00,2026-01-31T10:00:00Z,true,01234,"a, b",
                2,-1,3.00,1.25e3,2026-02-01,2026-01-31T10:00:00.123456,2026-01-31T10:00:00.5+02:00,FALSE,9,c,
                """);

        assertThat(columns(found))
                .containsExactly(
                        "id INT",
                        "big BIGINT",
                        "price DECIMAL(18, 2)",
                        "ratio DOUBLE",
                        "day DATE",
                        "at TIMESTAMP(6)",
                        "zoned TIMESTAMP_LTZ(3)",
                        "ok BOOLEAN",
                        "zip STRING",
                        "name STRING",
                        "none STRING");
        assertThat(found.problems()).isEmpty();
        assertThat(found.options().members()).isEmpty();
    }

    @Test
    void theDelimiterThatCutsAllRecordsAlikeIsTaken() {
        assertThat(infer("a;b\n1,5;2\n3,5;4\n").options().toString()).isEqualTo("{\"delimiter\":\";\"}");
        assertThat(infer("a\tb\n1\t2\n").options().toString()).isEqualTo("{\"delimiter\":\"tab\"}");
        assertThat(infer("a|b\n1|2\n").options().toString()).isEqualTo("{\"delimiter\":\"|\"}");
    }

    @Test
    void valuesMayHoldDelimitersAndLineBreaks() {
        Inference found = infer("a,b\n\"x\ny, z\",1\n\"q\",2\n");

        assertThat(columns(found)).containsExactly("a STRING", "b INT");
        assertThat(found.problems()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(infer("a,b\n1,2\n1\n3,4\n").problems())
                .containsExactly("Of the first 3 records 1 cannot be cut into the 2 values that the header names.");
        assertThat(infer("a,,a,b\n1,2,3,4\n").problems())
                .containsExactly(
                        "Column 2 has no name in the header and is left out.",
                        "The header has `a` twice; neither is read.");
        assertThat(infer("1,x\n2,y\n").problems()).singleElement().asString().contains("looks like data");
    }

    @Test
    void aRecordThatTheSampleCutsOffIsNotLookedAt() {
        Sample sample = sample("a,b\n1,2\n3,x");
        Sample cutOff = new Sample(sample.path(), sample.data(), sample.length() - 1, false);

        assertThat(columns(CsvInference.of(cutOff).orElseThrow())).containsExactly("a INT", "b INT");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() {
        assertThat(columns(infer("\uFEFFa,b\n1,2\n"))).containsExactly("a INT", "b INT");
    }

    private static Inference infer(String text) {
        return CsvInference.of(sample(text)).orElseThrow();
    }

    private static Sample sample(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Sample("a.csv", Arrays.copyOf(bytes, bytes.length + Chunk.SLACK), bytes.length, true);
    }

    private static List<String> columns(Inference found) {
        return found.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }
}
