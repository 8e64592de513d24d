package io.millrace.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.Example;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.model.type.Schema;
import io.millrace.testkit.conformance.Finding.Kind;
import io.millrace.testkit.conformance.KnownDifferences.Entry;
import io.millrace.testkit.oracle.FlinkOracle;
import io.millrace.testkit.oracle.FlinkOracle.Evaluated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Our expressions, generated and interpreted, answer as Flink's do, or differ as declared. {@code target/conformance.txt} has
 * every disagreement.
 */
class ExpressionConformanceTest {

    /** Not functions of the registry, but compared like them. */
    private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST");

    /** Examples per kind and function in a failure's message; the file has them all. */
    private static final int SHOWN = 3;

    private static final List<Shape> SHAPES = ShapeFile.read("/conformance/shapes.txt");
    private static final KnownDifferences DIFFERENCES = KnownDifferences.read("/conformance/differences.txt");
    private static final Conformance CONFORMANCE = new Conformance(new GeneratedExpressions(), FlinkOracle.shared());
    private static final List<Finding> UNEXPECTED = new ArrayList<>();

    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    static void compare() throws IOException {
        CONFORMANCE.compare(SHAPES);
        for (Finding finding : CONFORMANCE.findings()) {
            if (!DIFFERENCES.cover(finding)) {
                UNEXPECTED.add(finding);
            }
        }
        Files.writeString(Path.of("target", "conformance.txt"), summary(CONFORMANCE.findings(), Integer.MAX_VALUE));
    }

    @Test
    void everyDisagreementWithFlinkIsDeclared() {
        assertThat(UNEXPECTED).withFailMessage(() -> summary(UNEXPECTED, SHOWN)).isEmpty();
    }

    @Test
    void everyFunctionIsComparedOrListedWithAReason() {
        Set<String> silent = new HashSet<>(CASTS);
        FunctionRegistry.scalars().forEach(function -> silent.add(function.name()));
        silent.removeIf(function -> CONFORMANCE.compared(function) > 0);

        assertThat(silent).isEqualTo(DIFFERENCES.untested());
    }

    @Test
    void everyShapeIsOfAFunctionThatExists() {
        assertThat(SHAPES.stream().map(Shape::function).filter(name -> !CASTS.contains(name)))
                .allMatch(name -> FunctionRegistry.scalar(name).isPresent());
    }

    @Test
    void everyListedDifferenceIsInTheFunctionsDeclaration() {
        for (Entry entry : DIFFERENCES.entries()) {
            if (entry.kind() != Kind.UNTESTED && entry.kind() != Kind.UNPLANNABLE) {
                for (String name : entry.functions()) {
                    assertThat(CASTS.contains(name)
                                    || !function(name).difference().isEmpty())
                            .as("%s declares a difference, as %s", name, entry)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void noListedDifferenceIsOutOfDate() {
        assertThat(DIFFERENCES.unused()).isEmpty();
    }

    @Test
    void examplesOfFunctionsWithoutADifferenceAreFlinksToo() {
        List<Example> examples = FunctionRegistry.scalars().stream()
                .filter(function -> function.difference().isEmpty())
                .flatMap(function -> function.examples().stream())
                .toList();

        List<Evaluated> answers = FlinkOracle.shared()
                .evaluate(
                        examples.stream()
                                .map(example -> "CAST(" + example.sql() + " AS STRING)")
                                .toList(),
                        new Schema(List.of()),
                        List.of(List.of()),
                        ZoneOffset.UTC);

        for (int i = 0; i < examples.size(); i++) {
            String value = examples.get(i).value();
            String expected = value.equals("NULL") ? value : "'" + value.replace("'", "''") + "'";
            assertThat(answers.get(i).values()).as("%s", examples.get(i)).hasToString("[" + expected + "]");
        }
    }

    private static ScalarFunction function(String name) {
        return FunctionRegistry.scalar(name).orElseThrow(() -> new AssertionError("There is no function " + name));
    }

    private static String summary(List<Finding> findings, int shown) {
        Map<String, List<Finding>> groups = new TreeMap<>(findings.stream()
                .collect(Collectors.groupingBy(finding -> finding.call().function() + ", " + finding.kind())));
        StringBuilder text = new StringBuilder();
        groups.forEach((name, members) -> {
            text.append(name).append(": ").append(members.size()).append('\n');
            members.stream()
                    .limit(shown)
                    .forEach(each -> text.append("    ").append(each).append('\n'));
        });
        return text.toString();
    }
}
