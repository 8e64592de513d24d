package io.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.json.JsonObject;
import io.millrace.spi.testing.FormatHarness;
import io.millrace.spi.testing.FormatHarness.Decoded;
import io.millrace.spi.testing.FormatHarness.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with records and headers, in words, and what is read all the same. */
class BadRecordsTest {

    @Test
    void aRecordWithTooFewOrTooManyValuesIsRefused() {
        Decoded decoded = Csv.of("a INT", "b INT").decode("a,b\n1\n2,3\n4,5,6\n7,8\n");

        assertThat(decoded.rows()).containsExactly(List.of(2, 3), List.of(7, 8));
        assertThat(decoded.rejected())
                .containsExactly(
                        new Rejected(
                                "1",
                                "csv.columns",
                                "The record has 1 value, but the header has 2 names."
                                        + " Is it cut off, or is another `delimiter` to be set?"),
                        new Rejected(
                                "4,5,6",
                                "csv.columns",
                                "The record has 3 values, but the header has 2 names."
                                        + " Values that hold the delimiter must stand in quotes."));
    }

    @Test
    void aLastLineThatIsHalfWrittenIsRefused() {
        Decoded decoded = Csv.of("a INT", "b INT").decode("a,b\n1,2\n3");

        assertThat(decoded.rows()).containsExactly(List.of(1, 2));
        assertThat(Csv.codes(decoded)).containsExactly("csv.columns");
    }

    @Test
    void aQuoteWithinAValueIsRefusedAndReadingGoesOnInTheNextLine() {
        Decoded decoded = Csv.of("a STRING", "b INT").decode("a,b\n5\" disk,1\n\"5\"\" disk\",2\n\"x\" y,3\nz,4\n");

        assertThat(decoded.rows()).containsExactly(List.of("5\" disk", 2), List.of("z", 4));
        assertThat(decoded.rejected().get(0).record()).isEqualTo("5\" disk,1");
        assertThat(decoded.rejected().get(0).message())
                .startsWith("The record has a quote within a value that does not begin with one.");
        assertThat(decoded.rejected().get(1).message()).startsWith("The record goes on behind a closing quote.");
    }

    @Test
    void aQuoteThatIsNotClosedSpoilsTheRestOrOneLine() {
        String text = "a,b\n\"x,1\ny,2\n";

        Decoded rest = Csv.of("a STRING", "b INT").decode(text);
        assertThat(rest.rows()).isEmpty();
        assertThat(rest.rejected().getFirst().message())
                .startsWith("The record has a quote that is not closed before the end of the file.");

        Decoded line = Csv.with(Csv.SINGLE_LINES, "a STRING", "b INT").decode(text);
        assertThat(line.rows()).containsExactly(List.of("y", 2));
        assertThat(line.rejected()).extracting(Rejected::record).containsExactly("\"x,1");
    }

    @Test
    void aRejectedRecordLeavesNothingInTheNext() {
        Decoded decoded = Csv.of("a STRING", "b INT", "c INT").decode("a,b,c\n,,x\nz,2,3\n");

        assertThat(decoded.rows()).containsExactly(List.of("z", 2, 3));
    }

    @Test
    void nothingIsNullAndQuotesMakeItEmptyText() {
        assertThat(Csv.of("s STRING", "t STRING NOT NULL", "i INT", "b BYTES")
                        .decode("s,t,i,b\n,,,\n\"\",\"\",\"\",\"\"\n")
                        .rows())
                .containsExactly(Arrays.asList(null, "", null, null), Arrays.asList("", "", null, List.of()));
    }

    @Test
    void nullNeedsAColumnThatMayBeNull() {
        assertThat(Csv.refusal("INT NOT NULL", ""))
                .isEqualTo("csv.null: `v` is empty, but the column is INT NOT NULL."
                        + " Declare it as INT, or have the rows without it skipped.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT            | x1         | csv.type: `v` is `x1`, but the column is INT.",
                "INT            | 1.5        | csv.range: `v` is `1.5`, which has a fraction and so is no INT.",
                "TINYINT        | 128        | csv.range: `v` is `128`, which does not fit TINYINT.",
                "DECIMAL(4, 2)  | 123        | csv.range: `v` is `123`, which does not fit DECIMAL(4, 2).",
                "DOUBLE         | 1e999      | csv.range: `v` is `1e999`, which is beyond every DOUBLE.",
                "DOUBLE         | Inf        | csv.type: `v` is `Inf`, but the column is DOUBLE.",
                "BOOLEAN        | yes        | csv.type: `v` is `yes`, but the column is BOOLEAN.",
                "DATE           | 2001-02-30 | csv.type: `v` is `2001-02-30`, which is no date like 2001-01-31.",
                "TIMESTAMP(3)   | soon       | csv.type: `v` is `soon`, which is no time like",
                "VARCHAR(2)     | abc        | csv.range: `v` is `abc`, which has 3 characters, but the column is",
                "CHAR(4)        | abc        | csv.range: `v` is `abc`, which has 3 characters, but the column is",
                "BYTES          | a*         | csv.type: `v` is `a*`, which is no base64",
                "BINARY(2)      | AAAA       | csv.range: `v` is `AAAA`, which stands for 3 bytes and so does not fit"
            })
    void aValueThatDoesNotFitIsRefused(String type, String written, String refusal) {
        assertThat(Csv.refusal(type, written)).startsWith(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT           | ' 12 '  | 12",
                "BIGINT        | +12.0   | 12",
                "BOOLEAN       | TRUE    | true",
                "DOUBLE        | NaN     | NaN",
                "FLOAT         | -Infinity | -Infinity",
                "DECIMAL(4, 2) | 1.005   | 101",
                "VARCHAR(2)    | \"\"\"ä\" | \"ä",
                "STRING        | ' x '   | ' x '",
                "BYTES         | AQI     | '[1, 2]'"
            })
    void valuesMayBeWrittenInOtherWays(String type, String written, String value) {
        assertThat(String.valueOf(Csv.value(type, written))).isEqualTo(value);
    }

    @Test
    void bytesThatAreNoUtf8AreAnErrorOfTheirRecord() {
        byte[] file = {'a', ',', 'b', '\n', (byte) 0xff, ',', '1', '\n', (byte) 0xc3, (byte) 0xa4, ',', '2', '\n'};

        Decoded decoded = Csv.of("a STRING", "b INT").decode(file);

        assertThat(decoded.rows()).containsExactly(List.of("ä", 2));
        assertThat(decoded.rejected().getFirst().message()).contains("is no UTF-8: byte 0xff at place 1 of it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a,c,a     # The header has no `b`. It has: `a`, `c`, `a`.",
                "a,B       # Is `B` meant with `b`?",
                "a;b       # Is another `delimiter` to be set?",
                "a,b,a     # The header has `a` 2 times, so it is not clear which is meant.",
                "'a,\"b'   # The header has a quote that is not closed before the end of the file."
            })
    void aHeaderThatDoesNotFitSaysWhy(String header, String problem) {
        assertThatThrownBy(() -> Csv.of("a INT", "b INT").decode(header)).hasMessageContaining(problem);
    }

    @Test
    void namesThatNobodyAsksForMayStandTwice() {
        assertThat(Csv.of("a INT").decode("x,a,x\n1,2,3\n").rows()).containsExactly(List.of(2));
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(Csv.of("a INT").decode("").rows()).isEmpty();
        assertThat(Csv.of("a INT").decode("a").rows()).isEmpty();
    }

    @Test
    void filesInAnotherEncodingAreNamed() {
        assertThatThrownBy(() -> Csv.of("a INT").decode(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0, '\n', 0}))
                .hasMessageContaining("UTF-16");
    }

    @Test
    void typesOfSeveralValuesHaveNoPlace() {
        assertThatThrownBy(() -> Csv.of("a ARRAY<INT>").decode("a\n1\n"))
                .hasMessageContaining("Column `a` is ARRAY<INT>, which CSV has no place for. Use the format json");
        assertThatThrownBy(() -> Csv.of("a ROW<x INT>").encode(List.of())).hasMessageContaining("no place for");
    }

    /** Whatever stands in a file, reading comes to its end, and each byte belongs to a record or to none. */
    @Property
    void anyBytesAreReadToTheEnd(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] body = new byte[random.nextInt(200)];
        for (int i = 0; i < body.length; i++) {
            body[i] = "\",\n\r1a\u00e4".getBytes(StandardCharsets.ISO_8859_1)[random.nextInt(7)];
        }
        byte[] file = new byte[body.length + 4];
        System.arraycopy(new byte[] {'a', ',', 'b', '\n'}, 0, file, 0, 4);
        System.arraycopy(body, 0, file, 4, body.length);
        for (JsonObject options : List.of(JsonObject.EMPTY, Csv.SINGLE_LINES)) {
            FormatHarness harness = Csv.with(options, "a STRING", "b INT");

            Decoded decoded = harness.decode(file);

            assertThat(decoded.rows()).hasSameSizeAs(decoded.records());
            assertThat(decoded.rejected())
                    .allSatisfy(rejected -> assertThat(rejected.message()).isNotBlank());
        }
    }
}
