package io.millrace.model.json;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random JSON values with a leaning towards text that YAML could misread. */
public final class JsonArbitraries {

    private JsonArbitraries() {}

    /** Values of a few levels. */
    public static Arbitrary<Json> values() {
        return values(4);
    }

    /** Objects of a few levels. */
    public static Arbitrary<JsonObject> objects() {
        return Arbitraries.maps(keys(), values(3)).ofMaxSize(5).map(JsonObject::new);
    }

    /** Text of all sorts. */
    public static Arbitrary<String> texts() {
        Arbitrary<String> unicode =
                Arbitraries.strings().all().ofMaxLength(20).filter(text -> !JsonString.hasLoneSurrogate(text));
        Arbitrary<String> lines = Arbitraries.strings()
                .withChars(" \n\t-:#'\"|>ab{}[],&*!%@`?~\r\u0085\u2028\ufeff\\0")
                .ofMaxLength(30);
        Arbitrary<String> words = Arbitraries.of(
                "",
                "null",
                "~",
                "true",
                "False",
                "yes",
                "no",
                "0",
                "-1",
                "1e5",
                "0x1f",
                "0o17",
                ".5",
                "1.",
                ".inf",
                "-.INF",
                ".NaN",
                "2024-01-01",
                "12:30",
                "---",
                "...",
                "--- a",
                "- a",
                "? a",
                "a: b",
                "a:",
                "a #b",
                "#a",
                " a",
                "a ",
                "delay > 15",
                "x = 'y'",
                "`a b` > 1",
                "SELECT\n  a,\n  b\n",
                "a\n\nb\n\n",
                "a\n  b",
                "<<",
                "=",
                "!a",
                "&a",
                "*a",
                "%a",
                "@a",
                "{",
                "[",
                "]",
                ",",
                "a, b",
                "😀",
                "ключ",
                "\u00a0x");
        return Arbitraries.oneOf(unicode, lines, words);
    }

    /** Numbers of any size that is allowed. */
    public static Arbitrary<Json> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Json::of),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
                        .ofScale(20)
                        .map(Json::of),
                Arbitraries.of("1e300", "-4.9e-324", "1e-400", "0.0000001", "123456789012345678901234567890.5")
                        .map(text -> Json.of(new BigDecimal(text))));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.oneOf(
                texts(),
                Arbitraries.of("id", "name", "type", "node", "port", "x", "y", "width", "height", "k".repeat(1100)));
    }

    private static Arbitrary<Json> values(int levels) {
        Arbitrary<Json> scalars = Arbitraries.oneOf(
                texts().map(Json::of), numbers(), Arbitraries.of(Json.of(true), Json.of(false), JsonNull.NULL));
        if (levels == 0) {
            return scalars;
        }
        return Arbitraries.oneOf(
                scalars,
                Arbitraries.lazy(() -> values(levels - 1)).list().ofMaxSize(4).map(JsonArray::new),
                Arbitraries.maps(keys(), Arbitraries.lazy(() -> values(levels - 1)))
                        .ofMaxSize(4)
                        .map(JsonObject::new));
    }
}
