package io.millrace.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void aShapeIsEveryCombinationOfWordsAndArguments() {
        List<Shape.Call> calls = new Shape("EXTRACT", "EXTRACT(«YEAR|DAY» FROM {date}) + {float}").calls();

        assertThat(calls.stream().map(Shape.Call::sql))
                .containsExactly(
                        "EXTRACT(YEAR FROM a_da) + b_f",
                        "EXTRACT(YEAR FROM a_da) + b_d",
                        "EXTRACT(DAY FROM a_da) + b_f",
                        "EXTRACT(DAY FROM a_da) + b_d");
    }

    @Test
    void theSameTypeMayBeAskedForAgain() {
        assertThat(new Shape("BETWEEN", "{float} BETWEEN {same} AND {same}")
                        .calls().stream().map(Shape.Call::sql))
                .containsExactly("a_f BETWEEN b_f AND c_f", "a_d BETWEEN b_d AND c_d");
    }

    @Test
    void columnsAreNullableOrNot() {
        Shape.Call call = new Shape("=", "{date} = {date}").calls().getFirst();

        assertThat(call.sql(List.of(false, true))).isEqualTo("an_da = b_da");
    }

    @Test
    void aShapeWithoutArgumentsIsOneCall() {
        assertThat(new Shape("PI", "PI()").calls()).hasSize(1);
    }

    @Test
    void anUnknownGroupIsRefused() {
        assertThatThrownBy(() -> new Shape("ABS", "ABS({numbr})").calls()).hasMessageContaining("numbr");
    }
}
