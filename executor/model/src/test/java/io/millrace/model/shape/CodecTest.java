package io.millrace.model.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Tagged;
import io.millrace.model.annotation.Variant;
import io.millrace.model.document.NodeId;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNull;
import io.millrace.model.problem.Problem;
import io.millrace.model.text.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecTest {

    record Tree(String name, @Field(defaultValue = "[]") List<Tree> branches) {}

    record Leaves(
            boolean isGreen,
            double weight,
            long count,
            Season season,
            Optional<Json> anything,
            Map<NodeId, Integer> sizes,
            Set<Season> seasons) {}

    enum Season {
        EARLY_SPRING,
        @Variant("Herbst")
        AUTUMN
    }

    @Tagged("kind")
    sealed interface Animal {}

    sealed interface Pet extends Animal {}

    record Dog(String name) implements Pet {}

    @Variant("felis")
    record Cat() implements Pet {}

    record Wolf(int packSize) implements Animal {
        Wolf {
            if (packSize < 2) {
                throw new IllegalArgumentException("A wolf is not alone");
            }
        }
    }

    @Tagged("type")
    sealed interface Clash {}

    record Clashing(String type) implements Clash {}

    @Test
    void aRecordMayHoldItself() {
        Codec<Tree> codec = Codec.of(Tree.class);
        Tree inner = new Tree("b", List.of(new Tree("c", List.of())));
        Tree tree = new Tree("root", List.of(new Tree("a", List.of()), inner));
        assertThat(codec.write(tree))
                .hasToString("{\"name\":\"root\",\"branches\":[{\"name\":\"a\"},"
                        + "{\"name\":\"b\",\"branches\":[{\"name\":\"c\"}]}]}");
        assertThat(codec.read(codec.write(tree)).require()).isEqualTo(tree);
    }

    @Test
    void everySortOfComponentIsReadBack() {
        Codec<Leaves> codec = Codec.of(Leaves.class);
        Leaves leaves = new Leaves(
                true,
                0.1,
                Long.MIN_VALUE,
                Season.AUTUMN,
                Optional.of(JsonNull.NULL),
                Map.of(new NodeId("a"), -1),
                Set.of(Season.EARLY_SPRING));
        assertThat(codec.write(leaves))
                .hasToString("{\"anything\":null,\"count\":-9223372036854775808,\"green\":true,\"season\":\"Herbst\","
                        + "\"seasons\":[\"earlySpring\"],\"sizes\":{\"a\":-1},\"weight\":0.1}");
        assertThat(codec.read(codec.write(leaves)).require()).isEqualTo(leaves);
    }

    @Test
    void aTagSaysWhichRecordOfASealedInterfaceItIs() {
        Codec<Animal> codec = Codec.of(Animal.class);
        assertThat(codec.write(new Dog("Rex"))).hasToString("{\"kind\":\"dog\",\"name\":\"Rex\"}");
        assertThat(codec.read(JsonText.require("{\"kind\":\"felis\"}")).require())
                .isEqualTo(new Cat());
        assertThat(messages(codec, "{\"kind\":\"doog\",\"name\":\"Rex\"}"))
                .containsExactly("`kind` must be one of `dog`, `felis`, `wolf`, not `doog`; did you mean `dog`?");
        assertThat(messages(codec, "{}"))
                .containsExactly("`kind` is missing; it must be one of `dog`, `felis`, `wolf`");
        assertThat(messages(codec, "{\"kind\":1}"))
                .containsExactly("`kind` must be one of `dog`, `felis`, `wolf`, not `1`");
        assertThat(messages(codec, "[]")).containsExactly("The whole must be an object, not a list");
    }

    @Test
    void whatAConstructorRefusesIsAProblemAtTheRecord() {
        assertThat(messages(Codec.of(Animal.class), "{\"kind\":\"wolf\",\"packSize\":1}"))
                .containsExactly("A wolf is not alone");
    }

    @Test
    void nullIsAnAbsentKeySaveWhereAnyJsonIsAllowed() {
        Codec<Leaves> codec = Codec.of(Leaves.class);
        String json = "{\"green\":true,\"weight\":1,\"count\":1,\"season\":\"Herbst\",\"anything\":null,"
                + "\"sizes\":{},\"seasons\":[]}";
        assertThat(codec.read(JsonText.require(json)).require().anything()).contains(JsonNull.NULL);
        assertThat(messages(codec, json.replace("\"Herbst\"", "null")))
                .containsExactly("`season` is missing; it must be one of `earlySpring`, `Herbst`");
    }

    @Test
    void numbersSetsAndKeysAreChecked() {
        String json = "{\"green\":true,\"weight\":1e400,\"count\":1,\"season\":\"Herbst\",\"sizes\":{\"A b\":1},"
                + "\"seasons\":[\"Herbst\",\"Herbst\"]}";
        assertThat(messages(Codec.of(Leaves.class), json))
                .containsExactly(
                        "`weight` must be between -1e308 and 1e308, not 1e+400",
                        "`A b` cannot name a node; write a small letter, then small letters, digits and hyphens, "
                                + "63 characters at most",
                        "`Herbst` stands twice in `seasons`; each may stand once");
    }

    @Test
    void aMistakeInADeclarationIsFoundAtOnce() {
        record BadDefault(
                @Field(defaultValue = "0", min = "1") int count) {}
        record BadExample(@Field(example = "soon") Duration after) {}
        record TwoKeys(String a, @Field(name = "a") String b) {}
        assertThatThrownBy(() -> Codec.of(BadDefault.class)).hasMessageContaining("0 cannot be the default");
        assertThatThrownBy(() -> Codec.of(BadExample.class)).hasMessageContaining("`soon` is not a duration");
        assertThatThrownBy(() -> Codec.of(TwoKeys.class)).hasMessageContaining("The key `a` of class");
        assertThatThrownBy(() -> Codec.of(Clash.class)).hasMessageContaining("The key `type` of class");
    }

    private static List<String> messages(Codec<?> codec, String json) {
        return codec.read(JsonText.require(json)).problems().stream()
                .map(Problem::message)
                .toList();
    }
}
