package io.millrace.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.function.Casts;
import io.millrace.expr.function.FunctionRegistry;
import io.millrace.expr.interpret.Interpreter;
import io.millrace.expr.interpret.Outcome;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

    private static final Schema FLIGHTS = Schema.of(
            column("delay", "INT"),
            column("distance", "BIGINT NOT NULL"),
            column("origin", "STRING"),
            column("date", "DATE"),
            column("on time", "BOOLEAN"),
            column("price", "DECIMAL(10, 2)"));

    private static final Map<String, DataType> PARAMETERS = Map.of("threshold", DataType.parse("INT NOT NULL"));

    private final Expressions expressions = new Expressions();

    @Test
    void aNameIsTheColumnOfThatName() {
        assertThat(typed("delay")).isEqualTo(new ColumnRef(0, "delay", DataType.parse("INT")));
    }

    @Test
    void anyNameCanStandInBackticks() {
        assertThat(typed("`on time`")).isEqualTo(new ColumnRef(4, "on time", DataType.parse("BOOLEAN")));
    }

    @Test
    void namesAreCaseSensitiveAndTheNearestIsOffered() {
        ExpressionProblem problem = onlyProblem("Delay > 15");

        assertThat(problem.code().value()).isEqualTo("column.unknown");
        assertThat(problem.message()).isEqualTo("There is no column `Delay`; did you mean `delay`?");
        assertThat(part("Delay > 15", problem)).isEqualTo("Delay");
        assertThat(problem.fixes().getFirst().applyTo("Delay > 15")).isEqualTo("delay > 15");
    }

    @Test
    void anUnknownColumnWithoutANearOneNamesTheColumnsThereAre() {
        assertThat(onlyProblem("altitude").message())
                .isEqualTo("There is no column `altitude`; there are delay, distance, origin, date, on time, price");
    }

    @Test
    void theFixForAColumnWithAReservedNameQuotesIt() {
        assertThat(onlyProblem("datee IS NULL").fixes().getFirst().text()).isEqualTo("`date`");
    }

    @Test
    void aReservedWordAsANameIsExplained() {
        ExpressionProblem problem = onlyProblem("date > 15");

        assertThat(problem.message()).isEqualTo("The word date is reserved in SQL; as a name it stands in backticks");
        assertThat(problem.fixes().getFirst().applyTo("date > 15")).isEqualTo("`date` > 15");
    }

    @Test
    void aWordThatFlinkDoesNotReserveIsAName() {
        Schema readings = Schema.of(column("uuid", "STRING"), column("Measure", "DOUBLE"));

        assertThat(expressions.type("uuid = 'a' AND Measure > 1", readings, Map.of()))
                .isEqualTo(expressions.type("`uuid` = 'a' AND `Measure` > 1", readings, Map.of()));
        assertThat(expressions.type("UUID = 'a'", readings, Map.of()).problems())
                .extracting(ExpressionProblem::message)
                .containsExactly("There is no column `UUID`; did you mean `uuid`?");
    }

    @Test
    void aWordThatFlinkDoesNotReserveNamesAFunctionToo() {
        assertThat(onlyProblem("Uuid(delay)").message()).startsWith("There is no function `UUID`");
    }

    @Test
    void aCaseStandsInARowAsItDoesElsewhere() {
        Expr row = typed("row(CASE WHEN `on time` THEN origin END, LOWER(CASE WHEN TRUE THEN origin END))");

        assertThat(row.type()).isEqualTo(typed("ROW(origin, LOWER(origin))").type());
        assertThat(typed("(origin, CASE WHEN TRUE THEN origin END)"))
                .isEqualTo(typed("ROW(origin, CASE WHEN TRUE THEN origin END)"));
    }

    @Test
    void allUnknownNamesAreReportedAtOnceInTheOrderOfTheText() {
        assertThat(expressions
                        .type("a + b > NOSUCH(c) AND delay > 1", FLIGHTS, PARAMETERS)
                        .problems())
                .extracting(ExpressionProblem::start)
                .containsExactly(0, 4, 8, 15);
    }

    @Test
    void whatStandsAroundAMistakeIsNotReportedAgain() {
        assertThat(onlyProblem("NOT (delay + dely > 15)").message()).startsWith("There is no column `dely`");
    }

    @Test
    void aParameterIsATypedConstant() {
        assertThat(typed("${threshold}")).isEqualTo(new ParameterRef("threshold", DataType.parse("INT NOT NULL")));
    }

    @Test
    void anUnknownParameterGetsTheNearestOne() {
        ExpressionProblem problem = onlyProblem("delay > ${treshold}");

        assertThat(problem.message()).isEqualTo("The pipeline has no parameter `treshold`; did you mean `threshold`?");
        assertThat(problem.fixes().getFirst().applyTo("delay > ${treshold}")).isEqualTo("delay > ${threshold}");
    }

    @Test
    void aParameterIsNeverTextOfTheExpression() {
        assertThat(onlyProblem("delay${threshold}").message()).contains("not expected");
        assertThat(typed("'${threshold}'")).isEqualTo(Literal.of("${threshold}"));
    }

    @Test
    void anUnknownFunctionGetsTheNearestOne() {
        String text = "ABBS(delay)";
        ExpressionProblem problem = onlyProblem(text);

        assertThat(problem.code().value()).isEqualTo("function.unknown");
        assertThat(part(text, problem)).isEqualTo("ABBS");
    }

    @Test
    void anArgumentThatDoesNotFitIsReportedAtItsPlace() {
        String text = "delay > 1 AND distance";

        assertThat(part(text, onlyProblem(text))).isEqualTo("distance");
        assertThat(onlyProblem(text).code().value()).isEqualTo("function.arguments");
    }

    @Test
    void commentsAndLineBreaksLeavePositionsRight() {
        String text = "-- what is late\n\tdelay /* minutes */\r\n > dely";

        assertThat(part(text, onlyProblem(text))).isEqualTo("dely");
    }

    @Test
    void positionsBehindACastWithAFlinkTypeAreRight() {
        String text = "CAST(delay AS DECIMAL(10,2)) > dely";

        assertThat(part(text, onlyProblem(text))).isEqualTo("dely");
    }

    @Test
    void aTypeThatIsNoneIsReportedAtItsPlace() {
        String text = "CAST(delay AS NUMBER) > dely";
        List<ExpressionProblem> problems =
                expressions.type(text, FLIGHTS, PARAMETERS).problems();

        assertThat(problems).extracting(problem -> part(text, problem)).containsExactly("NUMBER", "dely");
    }

    @Test
    void aCastDoesNotSayNotNull() {
        assertThat(onlyProblem("CAST(delay AS BIGINT NOT NULL)").message()).contains("NOT NULL");
    }

    @Test
    void conditionsOfAChainAreOneNode() {
        assertThat(typed("delay = 1 OR delay = 2 OR delay = 3").children()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1                                     | INT NOT NULL
            2147483648                            | BIGINT NOT NULL
            -2147483648                           | INT NOT NULL
            -9223372036854775808                  | BIGINT NOT NULL
            5.                                    | INT NOT NULL
            .5                                    | DECIMAL(1, 1) NOT NULL
            0.5                                   | DECIMAL(2, 1) NOT NULL
            00.10                                 | DECIMAL(4, 2) NOT NULL
            -1.5                                  | DECIMAL(2, 1) NOT NULL
            0.00000000000000000001                | DECIMAL(21, 20) NOT NULL
            1e3                                   | DOUBLE NOT NULL
            1e-400                                | DOUBLE NOT NULL
            "''"                                  | CHAR(0) NOT NULL
            "'it''s'"                             | CHAR(4) NOT NULL
            X'0aff'                               | BINARY(2) NOT NULL
            TRUE                                  | BOOLEAN NOT NULL
            UNKNOWN                               | BOOLEAN
            DATE '2024-2-9'                       | DATE NOT NULL
            TIME '12:34:56'                       | TIME(0) NOT NULL
            TIME '12:34:56.123456'                | TIME(3) NOT NULL
            TIMESTAMP '2024-02-29'                | TIMESTAMP(0) NOT NULL
            TIMESTAMP '2024-02-29 12:34:56.1'     | TIMESTAMP(1) NOT NULL
            TIMESTAMP '2024-02-29 12:34:56.123456789' | TIMESTAMP(9) NOT NULL
            INTERVAL '1' DAY                      | INTERVAL DAY TO SECOND NOT NULL
            INTERVAL '1' WEEK                     | INTERVAL DAY TO SECOND NOT NULL
            INTERVAL '1-2' YEAR TO MONTH          | INTERVAL YEAR TO MONTH NOT NULL
            """)
    void literalsAreTypedAsFlinkDoes(String text, String type) {
        String plain = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;

        assertThat(typed(plain).type().toString()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTERVAL '1 02:03:04.005' DAY TO SECOND | 93784005
            INTERVAL '-1' DAY                       | -86400000
            INTERVAL -'1' DAY                       | -86400000
            INTERVAL '1.5' SECOND                   | 1500
            INTERVAL '2' WEEK                       | 1209600000
            INTERVAL '100' DAY                      | 8640000000
            """)
    void intervalsOfDaysAreMilliseconds(String text, long millis) {
        assertThat(((Literal) typed(text)).value()).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTERVAL '1-2' YEAR TO MONTH | 14
            INTERVAL '3' QUARTER         | 9
            INTERVAL '-5' MONTH          | -5
            """)
    void intervalsOfYearsAreMonths(String text, int months) {
        assertThat(((Literal) typed(text)).value()).isEqualTo(months);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9223372036854775808       | has too many digits
            1e400                     | beyond DOUBLE
            DATE '2023-02-29'         | There is no day
            DATE 'yesterday'          | is not a DATE
            TIME '25:00:00'           | There is no time of day
            TIMESTAMP '2024'          | is not a DATE
            INTERVAL 'x' DAY          | Illegal interval literal
            X'0g'                     | hexadecimal
            """)
    void aLiteralWithoutAValueIsReported(String text, String words) {
        assertThat(onlyProblem(text).code().value()).isEqualTo("literal.invalid");
        assertThat(onlyProblem(text).message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            (SELECT 1)                            | query
            delay IN (SELECT 1)                   | query
            EXISTS (SELECT 1)                     | query
            SUM(delay) OVER (ORDER BY delay)      | OVER
            COUNT(DISTINCT delay)                 | DISTINCT
            SUM(delay) FILTER (WHERE delay > 1)   | Aggregates
            MULTISET[1, 2]                        | cannot be used
            JSON_VALUE(origin, '$.a' ERROR ON ERROR) | COALESCE
            JSON_EXISTS(origin, '$..a')           | no *, ..
            REGEXP(origin, '(?=x)')               | look-around
            ARRAY[1, 2][0]                        | position 1
            ROW(1, 2).c                           | no field
            CONVERT_TZ(origin, 'UTC', 'Mars')     | no such time zone
            a.b.c(delay)                          | dots
            origin SIMILAR TO 'x'                 | cannot be used
            NEXT VALUE FOR delay                  | cannot be used
            {fn UCASE(origin)}                    | no meaning
            delay & 1                             | cannot be used
            delay = ?                             | ${name}
            "origin" = 'x'                        | Double quotes
            delay == 1                            | Equality
            delay::BIGINT                         | CAST
            delay; DROP TABLE t                   | no meaning
            N'text'                               | prefix
            U&'text'                              | prefix
            'a' 'b'                               | cannot be used
            f(a => 1)                             | There is no function
            origin LIKE 'a%' ESCAPE               | too early
            `` = 1                                | empty
            delay BETWEEN SYMMETRIC 1 AND 2       | SYMMETRIC
            """)
    void whatIsNotInTheSubsetIsAProblem(String text, String words) {
        List<ExpressionProblem> problems =
                expressions.type(text, FLIGHTS, PARAMETERS).problems();

        assertThat(problems).isNotEmpty();
        assertThat(problems).extracting(ExpressionProblem::message).anyMatch(message -> message.contains(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            delay +           | The expression ends too early: something is missing after `+` | 7 | 7
            delay + )         | `)` closes nothing that is open      | 8 | 9
            (delay            | `(` is never closed; its `)` is missing | 0 | 1
            delay origin      | `origin` is not expected after `delay` | 6 | 12
            CASE WHEN TRUE THEN 1 | `CASE` is never closed; its `END` is missing | 0 | 4
            origin = 'late    | This text is never closed            | 9 | 14
            delay > * 2       | `*` is not expected after `>`        | 8 | 9
            delay, origin     | `,` is not expected after `delay`    | 5 | 6
            """)
    void aSyntaxErrorNamesThePieceThatIsWrong(String text, String message, int start, int end) {
        ExpressionProblem problem = onlyProblem(text);

        assertThat(problem.message()).startsWith(message);
        assertThat(problem.start()).isEqualTo(start);
        assertThat(problem.end()).isEqualTo(end);
    }

    @Test
    void anEmptyExpressionIsAProblem() {
        assertThat(onlyProblem("").message()).isEqualTo("An expression is missing here");
        assertThat(onlyProblem("  -- nothing").message()).isEqualTo("An expression is missing here");
    }

    @Test
    void negatedSpellingsAreNotAroundThePositiveOnes() {
        assertThat(typed("delay NOT IN (1, 2)")).isEqualTo(typed("NOT (delay IN (1, 2))"));
        assertThat(typed("delay IS NOT NULL")).isEqualTo(typed("NOT (delay IS NULL)"));
        assertThat(typed("delay NOT BETWEEN 1 AND 2")).isEqualTo(typed("NOT (delay BETWEEN 1 AND 2)"));
        assertThat(typed("delay IS NOT DISTINCT FROM 1")).isEqualTo(typed("NOT (delay IS DISTINCT FROM 1)"));
        assertThat(typed("`on time` IS NOT TRUE")).isEqualTo(typed("NOT (`on time` IS TRUE)"));
    }

    @TestFactory
    Stream<DynamicTest> theExamplesOfTheRegistryHaveTheirValues() {
        return FunctionRegistry.scalars().stream()
                .flatMap(function -> function.examples().stream())
                .map(example -> DynamicTest.dynamicTest(
                        example.sql(), () -> assertThat(value(example.sql())).isEqualTo(example.value())));
    }

    private String value(String text) {
        Expressions.Answer answer = expressions.type(text, new Schema(List.of()), Map.of());
        assertThat(answer.problems()).isEmpty();
        Expr printed = Casts.cast(answer.expr().orElseThrow(), CharacterType.STRING, false)
                .orThrow();
        return Interpreter.constant(printed, PipelineZone.UTC) instanceof Outcome.Value(Object value)
                ? String.valueOf(value == null ? "NULL" : value)
                : "failed";
    }

    @Test
    void theSameQuestionIsAnsweredOnce() {
        assertThat(expressions.type("delay > 15", FLIGHTS, PARAMETERS))
                .isSameAs(expressions.type("delay > 15", FLIGHTS, Map.copyOf(PARAMETERS)));
    }

    @Test
    void theSameTextOverOtherColumnsIsAnotherQuestion() {
        Expr wide = expressions
                .type("delay", Schema.of(column("delay", "BIGINT")), PARAMETERS)
                .expr()
                .orElseThrow();

        assertThat(wide.type()).isNotEqualTo(typed("delay").type());
    }

    private Expr typed(String text) {
        Expressions.Answer answer = expressions.type(text, FLIGHTS, PARAMETERS);
        assertThat(answer.problems()).as(text).isEmpty();
        return answer.expr().orElseThrow();
    }

    private ExpressionProblem onlyProblem(String text) {
        List<ExpressionProblem> problems =
                expressions.type(text, FLIGHTS, PARAMETERS).problems();
        assertThat(problems).as(text).hasSize(1);
        return problems.getFirst();
    }

    private static String part(String text, ExpressionProblem problem) {
        return text.substring(problem.start(), problem.end());
    }

    private static Column column(String name, String type) {
        return new Column(name, DataType.parse(type));
    }
}
