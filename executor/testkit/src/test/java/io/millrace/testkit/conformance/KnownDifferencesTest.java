package io.millrace.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.conformance.Finding.Kind;
import org.junit.jupiter.api.Test;

class KnownDifferencesTest {

    @Test
    void aLineCoversItsKindFunctionsAndArguments() {
        KnownDifferences known = KnownDifferences.parse("narrower | =, IS DISTINCT FROM | text number | a reason");

        assertThat(known.cover(finding(Kind.NARROWER, "=", "{text} = {number}")))
                .isTrue();
        assertThat(known.cover(finding(Kind.NARROWER, "IS DISTINCT FROM", "{text} = {number}")))
                .isTrue();
        assertThat(known.cover(finding(Kind.WIDER, "=", "{text} = {number}"))).isFalse();
        assertThat(known.cover(finding(Kind.NARROWER, "<", "{text} = {number}")))
                .isFalse();
        assertThat(known.cover(finding(Kind.NARROWER, "=", "{number} = {text}")))
                .isFalse();
        assertThat(known.cover(finding(Kind.NARROWER, "=", "{text} = {number} = {number}")))
                .isFalse();
    }

    @Test
    void argumentsMayBeAnyOrOneTypeOrAPatternOverTheText() {
        assertThat(KnownDifferences.parse("value | = | * | a reason")
                        .cover(finding(Kind.VALUE, "=", "{text} = {number}")))
                .isTrue();
        assertThat(KnownDifferences.parse("value | = | c5 ti | a reason")
                        .cover(finding(Kind.VALUE, "=", "{text} = {number}")))
                .isTrue();
        assertThat(KnownDifferences.parse("value | = | /^a_c5 = / | a reason")
                        .cover(finding(Kind.VALUE, "=", "{text} = {number}")))
                .isTrue();
    }

    @Test
    void aLineThatCoversNothingIsOutOfDate() {
        KnownDifferences known = KnownDifferences.parse("""
                # for readers

                value    | =     | *  | one reason
                type     | =     | *  | another
                untested | RAND  | *  | gives another value each time
                """);

        known.cover(finding(Kind.VALUE, "=", "{text} = {number}"));

        assertThat(known.unused()).hasSize(1);
        assertThat(known.unused().getFirst()).hasToString("line 4: TYPE of =: another");
        assertThat(known.untested()).containsExactly("RAND");
    }

    @Test
    void aLineWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> KnownDifferences.parse("\nvalue | = | *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 2");
    }

    @Test
    void whatIsBrokenCannotBeListed() {
        assertThatThrownBy(() -> KnownDifferences.parse("broken | = | * | we know"))
                .hasMessageContaining("to be mended");
    }

    /** Of the shape's first call. */
    private static Finding finding(Kind kind, String function, String template) {
        Shape.Call call = new Shape(function, template).calls().getFirst();
        return new Finding(kind, call, call.sql(), "", "ours", "theirs");
    }
}
