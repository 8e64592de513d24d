package io.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.JsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {

    @Test
    void textIsMadeForReading() {
        String yaml = """
                id: late
                name: Late flights
                type: filter
                config:
                  condition: |-
                    delay > 15
                      AND origin = 'JFK'
                  empty: {}
                  limits:
                    - 1
                    - - 2
                      - 3
                    - a: 1
                      b: yes
                    - []
                  zip: "0123"
                from: {node: flights, port: out}
                positions:
                  late: {x: 12.5, y: -3}
                schema:
                  - {name: price, type: "DECIMAL(10, 2)"}
                  - {name: date, type: STRING NOT NULL}
                """;
        assertThat(YamlWriter.write(YamlText.parse(yaml).value().orElseThrow())).isEqualTo(yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay > 15", "x = 'y'", "a, b", "yes", "2024-01-01", "COUNT(*)", "10 s", "$x"})
    void textThatYamlReadsAsItselfStandsPlain(String text) {
        assertThat(YamlWriter.write(new JsonString(text))).isEqualTo(text + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "1", "0x1f", "null", "`a b` > 1", "a: b", "a #b", " a", "*", "- a", "'x'"})
    void textThatYamlWouldReadOtherwiseStandsInQuotes(String text) {
        assertThat(YamlWriter.write(new JsonString(text))).isEqualTo("\"" + text + "\"\n");
    }
}
