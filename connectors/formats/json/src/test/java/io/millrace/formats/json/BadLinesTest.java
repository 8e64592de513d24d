package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.testing.FormatHarness.Decoded;
import io.millrace.spi.testing.FormatHarness.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are rejected, and what is said about them. */
class BadLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INT|\"abc\"|json.type: Field `v` is `\"abc\"`, but the column is INT.",
                "INT|true|json.type: Field `v` is `true`, but the column is INT.",
                "INT|[1]|json.type: Field `v` is `[1]`, but the column is INT.",
                "INT|2147483648|json.range: Field `v` is `2147483648`, which does not fit INT.",
                "INT|1.5|json.range: Field `v` is `1.5`, which has a fraction and so is no INT.",
                "TINYINT|200|json.range: Field `v` is `200`, which does not fit TINYINT.",
                "BIGINT|9223372036854775808|json.range: Field `v` is `9223372036854775808`, which does not fit BIGINT.",
                "DOUBLE|1e309|json.range: Field `v` is `1e309`, which is beyond every DOUBLE.",
                "DOUBLE|\"high\"|json.type: Field `v` is `\"high\"`, but the column is DOUBLE.",
                "DECIMAL(4, 2)|99.995|json.range: Field `v` is `99.995`, which does not fit DECIMAL(4, 2).",
                "BOOLEAN|1|json.type: Field `v` is `1`, but the column is BOOLEAN.",
                "INT NOT NULL|null|json.null: Field `v` is null, but the column is INT NOT NULL. Declare it as INT,",
                "VARCHAR(2)|\"abc\"|json.range: Field `v` is `\"abc\"`, which has 3 characters, but the column is VARCHAR(2).",
                "CHAR(3)|\"ab\"|json.range: Field `v` is `\"ab\"`, which has 2 characters, but the column is CHAR(3).",
                "VARBINARY(2)|\"AAAA\"|json.range: Field `v` is `\"AAAA\"`, which stands for 3 bytes and so does not fit",
                "BYTES|\"a-b\"|json.type: Field `v` is `\"a-b\"`, which is no base64,",
                "DATE|\"31.1.2001\"|json.type: Field `v` is `\"31.1.2001\"`, which is no date like 2001-01-31.",
                "TIMESTAMP(3)|\"2001-01-01T00:00Z\"|json.type: Field `v` is `\"2001-01-01T00:00Z\"`, which has an offset",
                "TIMESTAMP_LTZ(3)|\"noon\"|json.type: Field `v` is `\"noon\"`, which is no time like 2001-01-31T13:45:00Z",
                "TIMESTAMP(3)|978310020000|json.type: Field `v` is `978310020000`, but the column is TIMESTAMP(3).",
                "ARRAY<INT>|[1,\"x\"]|json.type: Field `v[]` is `\"x\"`, but the column is INT.",
                "ARRAY<INT NOT NULL>|[null]|json.null: Field `v[]` is null, but the column is INT NOT NULL.",
                "ROW<a INT>|{\"a\":\"x\"}|json.type: Field `v.a` is `\"x\"`, but the column is INT.",
                "ROW<a INT NOT NULL>|{}|json.null: Field `v.a` is missing, but the column is INT NOT NULL.",
                "MAP<STRING, INT>|{\"a\":\"x\"}|json.type: Field `v values` is `\"x\"`, but the column is INT.",
            })
    void aValueThatDoesNotFitNamesFieldValueAndRemedy(String type, String json, String message) {
        assertThat(Json.refusal(type, json)).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{\"a\":1}{\"a\":2}",
                "{,}",
                "[1]",
                "12",
                "null",
                "\"a\"",
                "{\"x\":tru}",
                "{\"x\":nul}",
                "{\"x\":True}",
                "{\"x\":NaN}",
                "{\"x\":Infinity}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":5.}",
                "{\"x\":1e}",
                "{\"x\":0x1}",
                "{\"x\":\"}",
                "{\"x\":\"\\\"}",
                "{\"x\":\"\\x\"}",
                "{\"x\":\"\\u12g4\"}",
                "{\"x\":\"\\ud800\"}",
                "{\"x\":\"\\udc00\"}",
                "{\"x\":\"\\ud800\\u0041\"}",
                "{\"x\":\"a\tb\"}",
                "{\"x\":[1,]}",
                "{\"x\":[1 2]}",
                "{\"x\":{\"y\":1]}",
                "{\"x\":[}]",
                "{\"x\":1,\"a\":}",
                "{\"a\":1,\"a\"}",
                "// no",
                "{\"x\":--1}",
                "{\"a\":12abc}"
            })
    void aLineThatIsNoJsonIsRejectedWhetherItsValuesAreWantedOrNot(String line) {
        Decoded decoded = Json.of("a INT").decode("{\"a\":0}\n" + line + "\n{\"a\":3}\n");

        assertThat(decoded.rows()).containsExactly(List.of(0), List.of(3));
        assertThat(Json.codes(decoded)).containsExactly("json.syntax");
        assertThat(decoded.rejected().getFirst().record()).isEqualTo(line);
    }

    @Test
    void aMessageShowsWhereTheJsonEnds() {
        assertThat(messages("{\"a\":1"))
                .containsExactly("This is no JSON: expected ',' or '}' at the end of the line.");
        assertThat(messages("{\"a\":1 2}")).containsExactly("This is no JSON: expected ',' or '}' at `2}`.");
        assertThat(messages("{\"a\":\"x")).first().asString().contains("a text has no closing quote");
        assertThat(messages("[1]")).containsExactly("Each line must hold an object, not `[1]`.");
    }

    @Test
    void invalidUtf8IsRejectedInKeysAndValuesThatNobodyWants() {
        byte[] lines = "{\"a\":1,\"x\":\"?\"}\n{\"a\":2,\"?\":1}\n{\"a\":3}\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < lines.length; i++) {
            lines[i] = lines[i] == '?' ? (byte) 0xc3 : lines[i];
        }

        Decoded decoded = Json.of("a INT").decode(lines);

        assertThat(decoded.rows()).containsExactly(List.of(3));
        assertThat(Json.codes(decoded)).containsExactly("json.utf8", "json.utf8");
        assertThat(decoded.rejected().getFirst().message()).contains("byte 0xc3 at place 1");
    }

    @Test
    void aRejectedLineLeavesNothingBehind() {
        Decoded decoded =
                Json.of("a INT", "b STRING", "c ARRAY<INT>", "d ROW<e INT>").decode("""
                        {"a":null,"b":null,"c":null,"d":null,"x":}
                        {"a":1,"b":"q","c":[1],"d":{"e":2}}
                        {"a":2,"b":"r","c":[9],"d":{"e":null},"x":}
                        {"b":"s","d":{"e":5}}
                        """);

        assertThat(decoded.rows())
                .containsExactly(List.of(1, "q", List.of(1), List.of(2)), Arrays.asList(null, "s", null, List.of(5)));
    }

    @Test
    void theTextOfARejectedLineIsAsItCame() {
        String line = "{\"b\":\"tab\\there\",\"a\":\"no number\"}";

        Decoded decoded = Json.of("a INT", "b STRING").decode(line);

        assertThat(decoded.rejected()).extracting(Rejected::record).containsExactly(line);
    }

    @Test
    void aHalfWrittenLastLineIsRejected() {
        Decoded decoded = Json.of("a INT").decode("{\"a\":1}\n{\"a\":2");

        assertThat(decoded.rows()).containsExactly(List.of(1));
        assertThat(Json.codes(decoded)).containsExactly("json.syntax");
    }

    @Test
    void bracketsWithoutEndAreRejectedWithoutOverflowingTheStack() {
        Decoded decoded = Json.of("a INT").decode("{\"x\":" + "[".repeat(1_000_000) + "\n{\"a\":1}");

        assertThat(decoded.rows()).containsExactly(List.of(1));
        assertThat(decoded.rejected().getFirst().message()).contains("more than 512 deep");
    }

    @Test
    void anotherEncodingIsNamed() {
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);

        assertThatThrownBy(() -> Json.of("a INT").decode(utf16)).hasMessageContaining("UTF-16");
    }

    private static List<String> messages(String line) {
        return Json.of("a INT").decode(line).rejected().stream()
                .map(Rejected::message)
                .toList();
    }
}
