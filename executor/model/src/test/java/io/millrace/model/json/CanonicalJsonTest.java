package io.millrace.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "-0, 0",
        "1e2, 100",
        "0.10, 0.1",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "123456789012345678901, 123456789012345678901",
        "1234567890123456789012, 1.234567890123456789012e+21",
        "-1.5e300, -1.5e+300",
        "1e400, 1e+400",
        "-1e-400, -1e-400",
        "9007199254740993, 9007199254740993",
        "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827"
    })
    void numbersAreWrittenByTheirExactValue(String text, String canonical) {
        assertThat(Json.of(new BigDecimal(text))).hasToString(canonical);
        assertThat(Json.of(new BigDecimal(canonical))).isEqualTo(Json.of(new BigDecimal(text)));
    }

    @ParameterizedTest
    @CsvSource({"1e401", "1e-401", "1e1000000000", "1e-2000000000"})
    void aNumberThatWouldFillTheMemoryIsRefused(String text) {
        assertThatThrownBy(() -> Json.of(new BigDecimal(text))).hasMessageContaining("1e400");
    }

    @Test
    void aNumberOfTooManyDigitsIsRefused() {
        assertThatThrownBy(() -> Json.of(new BigDecimal(BigInteger.TEN.pow(500).add(BigInteger.ONE), 300)))
                .hasMessageContaining("400 digits");
    }

    @Test
    void objectsAreEqualWhateverTheOrderTheyWereBuiltIn() {
        JsonObject one = JsonObject.EMPTY
                .with("zone", Json.of(1))
                .with("name", Json.of(2))
                .with("id", Json.of(3));
        JsonObject other =
                JsonObject.EMPTY.with("id", Json.of(3)).with("zone", Json.of(1)).with("name", Json.of(2));
        assertThat(one)
                .isEqualTo(other)
                .hasToString("{\"id\":3,\"name\":2,\"zone\":1}")
                .hasToString(other.toString());
    }

    @Test
    void controlCharactersAreEscapedAndOthersStandForThemselves() {
        assertThat(Json.of("\"\\\n\u0001é€😀/")).hasToString("\"\\\"\\\\\\n\\u0001é€😀/\"");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> Json.of("\ud83d")).hasMessageContaining("surrogate");
        assertThatThrownBy(() -> JsonObject.of("\ude00x", JsonNull.NULL)).hasMessageContaining("surrogate");
    }

    @Test
    void prettyTextHasALinePerMember() {
        JsonObject value = JsonObject.of("list", JsonArray.of(Json.of(1), JsonArray.EMPTY), "none", JsonObject.EMPTY);
        assertThat(CanonicalJson.pretty(value)).isEqualTo("""
                {
                  "list": [
                    1,
                    []
                  ],
                  "none": {}
                }
                """);
    }
}
