package io.millrace.model.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    private static final JsonObject CONFIG = JsonObject.of(
            "aggregates",
            JsonArray.of(
                    JsonObject.of("id", Json.of("total"), "function", Json.of("SUM")),
                    JsonObject.of("function", Json.of("MAX"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "condition",
                "config.columns[2].expression",
                "config.aggregates[avg-delay].argument",
                "a[0][1][x].b",
                "options[\"a.b\"].c",
                "[\"\"]",
                "[\"\\\"\\\\\\u0001\"]",
                "[7]"
            })
    void thePrintedPathIsTheOneThatWasRead(String text) {
        assertThat(FieldPath.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a.", "a..b", "a[", "a[]", "a[-1]", "a[1", "a b", "[\"x]", "a[0]b", "a[99999999999]"})
    void whatIsNoPathIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> FieldPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a path of fields (see character ");
    }

    @Test
    void anElementIsFoundByItsIdWhereverItStands() {
        assertThat(FieldPath.parse("aggregates[total].function").find(CONFIG)).contains(Json.of("SUM"));
        assertThat(FieldPath.parse("aggregates[1].function").find(CONFIG)).contains(Json.of("MAX"));
        assertThat(FieldPath.parse("aggregates[2]").find(CONFIG)).isEmpty();
        assertThat(FieldPath.parse("aggregates[none]").find(CONFIG)).isEmpty();
        assertThat(FieldPath.parse("aggregates.total").find(CONFIG)).isEmpty();
    }

    @Test
    void anElementIsAddressedByItsIdWhenItHasOne() {
        JsonArray list = (JsonArray) CONFIG.get("aggregates").orElseThrow();
        assertThat(FieldPath.of("aggregates").elementOf(list, 0)).hasToString("aggregates[total]");
        assertThat(FieldPath.of("aggregates").elementOf(list, 1)).hasToString("aggregates[1]");
    }

    @Test
    void theSecondElementWithAnIdIsAddressedByItsPosition() {
        JsonObject total = JsonObject.of("id", Json.of("total"));
        assertThat(FieldPath.ROOT.elementOf(JsonArray.of(total, total), 1)).hasToString("[1]");
    }

    @Test
    void hugePathsAreRefusedWithoutHarm() {
        assertThatThrownBy(() -> FieldPath.parse("[\"" + "x".repeat(5_000) + "\"]"))
                .hasMessageContaining("4000");
        assertThat(FieldPath.parse("[\"" + "\\n".repeat(1_990) + "\"]").steps()).hasSize(1);
        assertThatThrownBy(() -> FieldPath.parse("a" + "[0]".repeat(100))).hasMessageContaining("100 steps");
    }

    @Property
    void everyPathIsReadBackFromItsText(@ForAll("paths") FieldPath path) {
        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
    }

    @Provide
    Arbitrary<FieldPath> paths() {
        Arbitrary<FieldPath.Step> keys =
                Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(12).map(FieldPath.Key::new);
        Arbitrary<FieldPath.Step> indexes =
                Arbitraries.integers().between(0, 100_000).map(FieldPath.Index::new);
        Arbitrary<FieldPath.Step> elements = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(FieldPath.Element::new);
        return Arbitraries.oneOf(keys, indexes, elements).list().ofMaxSize(8).map(FieldPath::new);
    }

    private static char[] surrogates() {
        char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }
}
