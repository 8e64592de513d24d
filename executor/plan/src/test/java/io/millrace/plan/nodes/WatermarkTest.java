package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.testing.Drawing;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    @Test
    void theColumnIsTheEventTime() {
        assertThat(watermark("TIMESTAMP(3)", "t").schema("time").eventTime()).contains("t");
        assertThat(watermark("TIMESTAMP_LTZ(6) NOT NULL", "t").schema("time").eventTime())
                .contains("t");
    }

    @Test
    void eventTimeHasAtMostSixDigits() {
        assertThat(watermark("TIMESTAMP(9)", "t").problems())
                .containsExactly(
                        "error column.type at time config.column: Event time is a TIMESTAMP or TIMESTAMP_LTZ of at"
                                + " most 6 digits; `t` is TIMESTAMP(9); CAST it to TIMESTAMP(6) in a select node before");
    }

    @Test
    void aTextIsNoEventTime() {
        assertThat(watermark("STRING", "t").problems())
                .containsExactly(
                        "error column.type at time config.column: Event time is a TIMESTAMP or TIMESTAMP_LTZ of at"
                                + " most 6 digits; `t` is STRING; make one of it in a select node before, with TO_TIMESTAMP or CAST");
    }

    @Test
    void anUnknownColumnGetsTheNearestOneAsAFix() {
        assertThat(watermark("TIMESTAMP(3)", "tt").check().problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("There is no column `tt`");
                    assertThat(problem.fixes()).isEmpty();
                });
        assertThat(watermark("TIMESTAMP(3)", "T").check().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fixes()).hasSize(1));
    }

    @Test
    void aDistanceThatIsNoDurationIsAProblemOfItsField() {
        assertThat(Drawing.of("""
                        - {id: flights, type: flights}
                        - {id: time, type: watermark, config: {column: date, outOfOrderness: soon}}
                        - {id: out, type: blackhole}
                        """, "flights > time > out").check().problems())
                .extracting(problem -> problem.fieldPath().orElseThrow().toString())
                .containsExactly("config.outOfOrderness");
    }

    private static Drawing watermark(String type, String column) {
        return Drawing.of("""
                - {id: rows, type: table, config: {schema: [{name: t, type: '%s'}]}}
                - {id: time, type: watermark, config: {column: %s}}
                - {id: out, type: blackhole}
                """.formatted(type, column), "rows > time > out");
    }
}
