package io.millrace.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.Codec;
import io.millrace.model.testing.GoldenFile;
import io.millrace.model.text.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Codec<Catalogue> CODEC = Codec.of(Catalogue.class);
    private static final Catalogue SAMPLES = SampleTypes.catalogue();

    @Test
    void aCatalogueIsReadBackFromItsJson() {
        Json json = CODEC.write(SAMPLES);
        assertThat(CODEC.read(json).problems()).isEmpty();
        assertThat(CODEC.read(json).value()).contains(SAMPLES);
        assertThat(JsonText.require(json.toString())).isEqualTo(json);
    }

    @Test
    void theJsonOfACatalogueIsKeptStable() {
        GoldenFile.of("catalogue/samples.json").assertHolds(CanonicalJson.pretty(CODEC.write(SAMPLES)));
    }

    @Test
    void theNewestVersionOfATypeIsFound() {
        NodeTypeDescriptor one = SAMPLES.newest(new NodeTypeName("filter")).orElseThrow();
        NodeTypeDescriptor two = new NodeTypeDescriptor(
                one.type(),
                2,
                one.kind(),
                one.category(),
                one.name(),
                one.summary(),
                one.docs(),
                one.icon(),
                one.ports(),
                one.configSchema(),
                one.abilities());
        Catalogue both = Catalogue.of(List.of(two, one));
        assertThat(both.newest(one.type())).contains(two);
        assertThat(both.find(one.type(), 1)).contains(one);
        assertThat(both.find(one.type(), 3)).isEmpty();
        assertThat(both.typeNames()).containsExactly("filter");
        assertThatThrownBy(() -> Catalogue.of(List.of(one, one))).hasMessageContaining("filter version 1 twice");
    }

    @Test
    void aRouteHasAPortForEachOfItsBranches() {
        Ports ports = SAMPLES.newest(new NodeTypeName("route")).orElseThrow().ports();
        JsonObject config = JsonObject.of(
                "branches",
                JsonArray.of(
                        JsonObject.of("id", Json.of("late"), "name", Json.of("Late ones")),
                        JsonObject.of("id", Json.of("No Port")),
                        Json.of(1)));
        assertThat(ports.outputsOf(config).stream().map(port -> port.name().value()))
                .containsExactly("late", "otherwise");
        assertThat(ports.output(new PortName("late"), config).orElseThrow().summary())
                .isEqualTo("Late ones");
        assertThat(ports.output(new PortName("out"), config)).isEmpty();
        assertThat(ports.outputsOf(JsonObject.of("branches", Json.of("?")))).hasSize(1);
    }
}
