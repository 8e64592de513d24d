package io.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.TextPosition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,\"a\":2}|key.duplicate|1:8|`a` stands twice",
                "{\"a\":1|document.syntax|1:7|not JSON",
                "{\"a\":01}|document.syntax|1:7|not JSON",
                "{'a':1}|document.syntax|1:2|not JSON",
                "[1,]|document.syntax|1:4|not JSON",
                "[1] [2]|document.syntax|1:5|after the end",
                "NaN|document.syntax|1:4|not JSON",
                "\"\\ud800\"|document.syntax|1:1|surrogate",
                "{\"\\udc00\":1}|document.syntax|1:2|surrogate",
                "[1e999999999]|value.range|1:2|between 1e-400",
                "~ ~|document.syntax|1:1|empty"
            })
    void aFlawIsNamedWithItsPlace(String json, String code, String place, String message) {
        List<Problem> problems = JsonText.parse(json).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code().value()).isEqualTo(code);
        assertThat(problems.getFirst().position().map(TextPosition::toString)).contains(place);
        assertThat(problems.getFirst().message()).contains(message);
    }

    @Test
    void placesAreKnown() {
        SourceMap places =
                JsonText.parse("{\n  \"é\": [true,\n   \"a\\n\\u00e9b\"]\n}").places();
        assertThat(places.key(List.of("é"))).contains(new TextPosition(2, 3));
        assertThat(places.value(List.of("é"))).contains(new TextPosition(2, 8));
        assertThat(places.value(List.of("é", 0))).contains(new TextPosition(2, 9));
        assertThat(places.within(List.of("é", 1), 3)).contains(new TextPosition(3, 14));
    }
}
