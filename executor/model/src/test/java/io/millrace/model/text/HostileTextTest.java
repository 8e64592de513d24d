package io.millrace.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.TextSource.UnreadableText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the answer is a value or a problem, soon and in little memory. */
class HostileTextTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{", "- ", "? ", "{a: ", "[[", "- - ", "&a ", "!!map {", "'x", "\"", "a: &a\n", "*a ", "}"})
    void deepOrBrokenYamlEndsInAProblem(String piece) {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            Parsed parsed = YamlText.parse(piece.repeat(2_000_000 / piece.length()));
            assertThat(parsed.problems()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "\"", "1", "-", "{\"a\":1,"})
    void deepOrBrokenJsonEndsInAProblem(String piece) {
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            Parsed parsed = JsonText.parse(piece.repeat(2_000_000 / piece.length()));
            assertThat(parsed.problems()).isNotEmpty();
        });
    }

    @Test
    void aHundredLevelsAreReadAndOneMoreIsNot() {
        assertThat(JsonText.parse("[".repeat(100) + "]".repeat(100)).problems()).isEmpty();
        assertThat(YamlText.parse("[".repeat(100) + "]".repeat(100)).problems()).isEmpty();
        assertThat(code(JsonText.parse("[".repeat(101) + "]".repeat(101)))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
        assertThat(code(YamlText.parse("[".repeat(101) + "]".repeat(101)))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
    }

    @Test
    void aliasesCannotUnfoldWithoutEnd() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 20; i++) {
            String previous = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, previous))));
        }
        assertThat(code(YamlText.parse(bomb.toString()))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
    }

    @Test
    void aLongTextCannotBeCopiedWithoutEnd() {
        String bomb = "a: &a \"" + "x".repeat(1_000_000) + "\"\nb: [" + "*a, ".repeat(1_000) + "]\n";
        assertThat(code(YamlText.parse(bomb))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
    }

    @Test
    void fiveMegabytesAreRefusedUnread() {
        String large = "a: " + "x".repeat(5_000_000);
        assertThat(code(YamlText.parse(large))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
        assertThat(code(JsonText.parse(large))).isEqualTo(ProblemCodes.DOCUMENT_TOO_LARGE);
        assertThatThrownBy(() -> TextSource.ofUtf8(large.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableText.class)
                .hasMessageContaining("5000003 bytes; at most 2 MiB");
    }

    @Test
    void bytesThatAreNoUtf8AreNamedWithTheirPlace() {
        byte[] latin1 = "a: b\nc: é d\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TextSource.ofUtf8(latin1))
                .isInstanceOfSatisfying(UnreadableText.class, e -> assertThat(e.problem())
                        .hasToString("error document.syntax (2:4): The text is not UTF-8: byte 8 is 0xe9, "
                                + "which cannot stand there; save the file as UTF-8"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws UnreadableText {
        assertThat(YamlText.parse(TextSource.ofUtf8("\ufeffa: 1".getBytes(StandardCharsets.UTF_8)))
                        .value())
                .contains(JsonText.require("{\"a\":1}"));
    }

    @Test
    void tenThousandDuplicatesAreListedAHundredTimes() {
        assertThat(YamlText.parse("a: 1\n".repeat(10_000)).problems()).hasSize(100);
        assertThat(JsonText.parse("{" + "\"a\":1,".repeat(10_000) + "\"b\":1}").problems())
                .hasSize(100);
    }

    @Property(tries = 3000)
    void noTextIsAnsweredWithAnException(@ForAll("yamlLike") String text) {
        assertThat(YamlText.parse(text)).satisfies(HostileTextTest::isAnAnswer);
        assertThat(JsonText.parse(text)).satisfies(HostileTextTest::isAnAnswer);
    }

    @Provide
    Arbitrary<String> yamlLike() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "b",
                ": ",
                ":",
                "\n",
                "\n  ",
                "\n    ",
                "- ",
                "? ",
                "[",
                "]",
                "{",
                "}",
                ", ",
                "&a ",
                "*a",
                "*b",
                "!!str ",
                "!x ",
                "!<tag:x> ",
                "|",
                "|+",
                ">-",
                "|2",
                "|9\n",
                "'x",
                "\"",
                "\\",
                "\\u12",
                "\\x",
                "#",
                " #",
                "---",
                "...",
                "%YAML 1.2\n",
                "%TAG ! x\n",
                "%",
                "\t",
                "\r",
                "\u0085",
                "\u2028",
                "\ufeff",
                "\u0000",
                "\ud800",
                "😀",
                "@",
                "`",
                "1",
                "0x",
                "1e5",
                ".inf",
                "~",
                "<<",
                "null");
        return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
    }

    private static void isAnAnswer(Parsed parsed) {
        assertThat(parsed.value().isPresent() || !parsed.problems().isEmpty()).isTrue();
        assertThat(parsed.problems()).allMatch(Problem::isError);
    }

    private static ProblemCode code(Parsed parsed) {
        return parsed.problems().getFirst().code();
    }
}
