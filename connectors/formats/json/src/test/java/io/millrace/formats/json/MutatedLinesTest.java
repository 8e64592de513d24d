package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.testing.RandomRows;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.ProblemCodes;
import io.millrace.model.text.JsonText;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.testing.FormatHarness;
import io.millrace.spi.testing.FormatHarness.Decoded;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A line counts as JSON exactly when another parser says so, whatever happened to it on the way. */
class MutatedLinesTest {

    private static final String INTERESTING = "{}[]:,\"\\u0129aefltrn+-. \t\r/";

    private static final Schema SCHEMA = RandomRows.schema(
            DataType.parse("DOUBLE"),
            DataType.parse("STRING"),
            DataType.parse("BOOLEAN"),
            DataType.parse("ARRAY<ROW<a BIGINT, b STRING>>"),
            DataType.parse("MAP<STRING NOT NULL, DECIMAL(38, 10)>"));

    @Property(tries = 3_000)
    void aMutatedLineIsJsonForBothParsersOrForNone(@ForAll long seed) {
        RandomRows random = new RandomRows(seed);
        FormatHarness harness = new FormatHarness(new JsonFormat(), JsonObject.EMPTY, SCHEMA);
        String line = mutated(harness.encode(random.rows(SCHEMA, 1)).strip(), random.random());

        List<ProblemCode> problems =
                JsonText.parse(line).problems().stream().map(Problem::code).toList();
        boolean isJson = !problems.contains(ProblemCodes.DOCUMENT_SYNTAX);
        // The other parser gives up at numbers of more digits than it keeps, so it does not know about the rest.
        Assume.that(!isJson || List.of(ProblemCodes.KEY_DUPLICATE).containsAll(problems));
        Decoded wanted = harness.decode(line);
        Decoded skipped = harness.projection().decode(line);

        boolean isObject = line.strip().startsWith("{");
        assertThat(skipped.rejected().isEmpty()).as(line).isEqualTo(isJson && isObject);
        if (!isJson) {
            // Which of several mistakes is met first depends on what is read, but one is.
            assertThat(wanted.rejected()).as(line).hasSize(1);
        } else if (!wanted.rejected().isEmpty() && isObject) {
            assertThat(Json.codes(wanted)).as(line).doesNotContain("json.syntax");
        }
    }

    private static String mutated(String line, RandomGenerator random) {
        StringBuilder text = new StringBuilder(line);
        for (int i = random.nextInt(4); i > 0; i--) {
            int place = random.nextInt(text.length());
            char character = INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(place, character);
                case 1 -> text.insert(place, character);
                default -> text.deleteCharAt(place);
            }
        }
        // Half of a pair of surrogates cannot be written as UTF-8 and would not reach the decoder as it is.
        return text.toString()
                .codePoints()
                .filter(codePoint -> codePoint < 0xd800 || codePoint > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
