package io.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {

    @Property(tries = 1000)
    void everyValueIsReadBackFromItsYaml(@ForAll("values") Json value) {
        String text = YamlWriter.write(value);
        Parsed parsed = YamlText.parse(text);
        assertThat(parsed.problems()).as(text).isEmpty();
        assertThat(parsed.value()).as(text).contains(value);
    }

    @Property
    void everyValueIsReadBackFromItsJson(@ForAll("values") Json value) {
        assertThat(JsonText.require(CanonicalJson.print(value))).isEqualTo(value);
        assertThat(JsonText.require(CanonicalJson.pretty(value))).isEqualTo(value);
    }

    @Property
    void jsonIsYamlWithoutItsControlCharacters(@ForAll("values") Json value) {
        // JSON lets U+007F and its like stand for themselves, YAML does not.
        String text = CanonicalJson.print(value);
        if (text.codePoints().allMatch(c -> c >= 0x20 && c < 0x7f) && !text.contains("k".repeat(1000))) {
            assertThat(YamlText.parse(text).value()).as(text).contains(value);
        }
    }

    @Property
    void theCanonicalTextIsAFunctionOfTheValue(@ForAll("values") Json value) {
        String yaml = YamlWriter.write(value);
        Json readBack = YamlText.parse(yaml).value().orElseThrow();
        assertThat(YamlWriter.write(readBack)).isEqualTo(yaml);
        assertThat(CanonicalJson.print(readBack)).isEqualTo(CanonicalJson.print(value));
    }

    @Provide
    Arbitrary<Json> values() {
        return JsonArbitraries.values();
    }
}
