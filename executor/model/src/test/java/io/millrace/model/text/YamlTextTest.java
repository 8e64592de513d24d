package io.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.problem.TextPosition;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "yes|\"yes\"",
                "010|10",
                "0x1F|31",
                "0o17|15",
                "+1.50|1.5",
                "9007199254740993|9007199254740993",
                "~|null",
                "''|\"\"",
                "True|true",
                "2024-01-01|\"2024-01-01\"",
                "12:30:45|\"12:30:45\"",
                "!!str 12|\"12\"",
                "! 12|\"12\"",
                "1_000|\"1_000\"",
                "<<|\"<<\""
            })
    void scalarsMeanWhatTheCoreSchemaSays(String yaml, String json) {
        assertThat(YamlText.parse(yaml).value()).contains(JsonText.require(json));
    }

    @Test
    void numbersKeepEveryDigit() {
        assertThat(YamlText.parse("12345678901234567890.123456789012345678").value())
                .contains(Json.of(new BigDecimal("12345678901234567890.123456789012345678")));
    }

    @Test
    void keysAreTextWhateverTheyLookLike() {
        assertThat(YamlText.parse("1: a\ntrue: b\n~: c\n\"x y\": d").value())
                .contains(JsonText.require("{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\",\"x y\":\"d\"}"));
    }

    @Test
    void anAliasStandsForACopy() {
        assertThat(YamlText.parse("a: &x [1, {b: 2}]\nc: *x\n").value())
                .contains(JsonText.require("{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\nb: 2\\na: 3|key.duplicate|3:1|`a` stands twice",
                "a: &x {b: *x}|yaml.unsupported|1:11|cycle",
                "&x [1, *x]|yaml.unsupported|1:8|cycle",
                "a: *nothing|document.syntax|1:4|",
                "a: 1\\n---\\nb: 2|yaml.unsupported|2:1|second YAML document",
                "a: !java/object 1|yaml.unsupported|1:4|tag `!java/object`",
                "a: !!int x|yaml.unsupported|1:4|tag `!!int`",
                "a: !!set {}|yaml.unsupported|1:4|tag `!!set`",
                "[a]: 1|yaml.unsupported|1:1|A key is text",
                "? {a: b}\\n: 1|yaml.unsupported|1:3|A key is text",
                "a: .inf|value.range|1:4|no number that JSON can hold",
                "a: 1e999999999|value.range|1:4|between 1e-400 and 1e400",
                "a: [1|document.syntax|1:6|not YAML",
                "a: b: c|document.syntax|1:5|not YAML",
                "a:\\n\\t- b|document.syntax|2:1|not YAML",
                "😀: \"x\\n\\ny: 'z|document.syntax||not YAML",
                "# nothing|document.syntax|1:1|empty",
                "''|document.syntax|1:1|empty"
            })
    void aFlawIsNamedWithItsPlace(String yaml, String code, String place, String message) {
        List<Problem> problems =
                YamlText.parse(yaml.replace("\\n", "\n").replace("\\t", "\t")).problems();
        assertThat(problems).hasSize(1);
        Problem problem = problems.getFirst();
        assertThat(problem.code().value()).isEqualTo(code);
        if (place != null) {
            assertThat(problem.position().map(TextPosition::toString)).contains(place);
        }
        if (message != null) {
            assertThat(problem.message()).contains(message);
        }
    }

    @Test
    void aCharacterThatYamlDoesNotAllowIsNamedWithItsPlace() {
        Problem problem = YamlText.parse("a: 1\nb: x\u0007y\n").problems().getFirst();
        assertThat(problem.code()).isEqualTo(ProblemCodes.DOCUMENT_SYNTAX);
        assertThat(problem.message()).contains("U+0007");
        assertThat(problem.position()).contains(new TextPosition(2, 5));
    }

    /** The library reads its input in pieces and fails where two of them end within a surrogate pair. */
    @Test
    void charactersOfTwoHalvesMayStandAnywhere() {
        for (int before = 0; before < 3; before++) {
            String text = "a".repeat(before) + "😀".repeat(3_000);
            assertThat(YamlText.parse("x: " + text + "\n").value()).contains(JsonObject.of("x", Json.of(text)));
        }
    }

    @Test
    void placesAreKnownInEveryStyle() {
        String yaml = """
                plain: a + b
                😀: {single: 'it''s x'}
                double: "\\"q\\" \\u00e9 x"
                literal: |-
                  first

                  second x
                folded: >-
                  one
                  two
                list:
                  - [1, 22]
                """;
        SourceMap places = YamlText.parse(yaml).places();
        assertThat(places.within(List.of("plain"), 4)).contains(new TextPosition(1, 12));
        assertThat(places.value(List.of("😀", "single"))).contains(new TextPosition(2, 13));
        assertThat(places.key(List.of("😀", "single"))).contains(new TextPosition(2, 5));
        assertThat(places.within(List.of("😀", "single"), 5)).contains(new TextPosition(2, 20));
        assertThat(places.within(List.of("double"), 6)).contains(new TextPosition(3, 23));
        assertThat(places.within(List.of("literal"), 2)).contains(new TextPosition(5, 5));
        assertThat(places.within(List.of("literal"), 14)).contains(new TextPosition(7, 10));
        assertThat(places.within(List.of("folded"), 4)).contains(new TextPosition(8, 9));
        assertThat(places.value(List.of("list", 0, 1))).contains(new TextPosition(12, 9));
        assertThat(places.value(List.of("list", 7))).contains(new TextPosition(12, 3));
    }
}
