package io.millrace.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Example;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {

    private static final Schema ROW =
            Schema.of(new Column("a", DataType.parse("INT")), new Column("b", DataType.parse("BOOLEAN")));

    /** Less than the stack of any thread that checks pipelines. */
    private static final int STACK_BYTES = 512 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"(|a|)", "NOT (|b|)", "CAST(|a| AS INT)", "- (|a|)", "CASE WHEN b THEN |a| END"})
    void aHundredBracketsAreTyped(String pattern) throws InterruptedException {
        assertThat(typedOnASmallStack(nested(pattern, 100)).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(|a|)",
                "UPPER(|a|)",
                "CASE WHEN b THEN |a| END",
                "CAST(|a| AS INT)",
                "TRIM(BOTH 'x' FROM |a|)",
                "FLOOR(|a| TO DAY)",
                "a IN (|a|)",
                "(SELECT |a|)",
                "a[|a|]"
            })
    void manyBracketsAreAProblemWhateverTheyAre(String pattern) throws InterruptedException {
        for (int levels : new int[] {101, 500, 3_000}) {
            assertThat(typedOnASmallStack(nested(pattern, levels)).problems())
                    .hasSize(1)
                    .allMatch(problem -> problem.code().value().equals("expression.tooDeep"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" + a", " - a", " * a", " = a", " || a", " IS NULL", " % a"})
    void longChainsAreDeepTrees(String link) throws InterruptedException {
        for (int links : new int[] {501, 5_000, 10_000}) {
            assertThat(typedOnASmallStack("a" + link.repeat(links)).problems())
                    .hasSize(1)
                    .allMatch(problem -> problem.code().value().equals("expression.tooDeep"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT ", "- ", "+ ", "INTERVAL "})
    void longPrefixesAreDeepTrees(String prefix) throws InterruptedException {
        assertThat(typedOnASmallStack(prefix.repeat(10_000) + "b").problems())
                .hasSize(1)
                .allMatch(problem -> problem.code().value().equals("expression.tooDeep"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" LIKE a", ".a", "[1]", " BETWEEN a AND a", " MEMBER OF a", " OR b", " AND b"})
    void chainsThatCostTheParserMuchAreRefusedBefore(String link) throws InterruptedException {
        assertThat(typedOnASmallStack("a" + link.repeat(5_000)).problems())
                .hasSize(1)
                .allMatch(problem -> problem.code().value().equals("expression.tooDeep"));
    }

    @Example
    void fiveHundredLevelsOfAChainAreTyped() throws InterruptedException {
        assertThat(typedOnASmallStack("a" + " + a".repeat(500)).problems()).isEmpty();
        assertThat(typedOnASmallStack("NOT ".repeat(500) + "b").problems()).isEmpty();
        assertThat(typedOnASmallStack("a = 1" + " OR a = 1".repeat(499)).problems())
                .isEmpty();
    }

    @Example
    void longListsAreNotDeep() throws InterruptedException {
        assertThat(typedOnASmallStack("a IN (1" + ", 1".repeat(20_000) + ")").problems())
                .isEmpty();
    }

    @Example
    void anExpressionOfMoreThanAHundredThousandCharactersIsAProblem() throws InterruptedException {
        assertThat(typedOnASmallStack("a" + " ".repeat(100_000)).problems())
                .hasSize(1)
                .allMatch(problem -> problem.code().value().equals("expression.tooLong"));
    }

    private static String nested(String pattern, int levels) {
        String[] parts = pattern.split("\\|", -1);
        return parts[0].repeat(levels) + parts[1] + parts[2].repeat(levels);
    }

    private static Expressions.Answer typedOnASmallStack(String text) throws InterruptedException {
        AtomicReference<Expressions.@Nullable Answer> answer = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null, () -> answer.set(new Expressions().type(text, ROW, Map.of())), "small stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
        Expressions.Answer got = answer.get();
        assertThat(got).isNotNull();
        return java.util.Objects.requireNonNull(got);
    }
}
