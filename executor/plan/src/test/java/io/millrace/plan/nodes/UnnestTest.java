package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.problem.Fix;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.EdgeSchema;
import io.millrace.plan.testing.Drawing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnnestTest {

    private static final int WIDTH = 7;

    @Test
    void rowsKeepWhatTheyHaveAndGetAnElement() {
        EdgeSchema rows = baskets("expression: tags, ordinality: place").schema("each");

        assertThat(rows.changeMode()).hasToString("append");
        assertThat(rows.eventTime()).contains("at");
        assertThat(rows.keys()).isEmpty();
        assertThat(rows.schema().columns().stream().map(Object::toString))
                .containsExactly(
                        "at TIMESTAMP(3) NOT NULL",
                        "id INT NOT NULL",
                        "tags ARRAY<INT NOT NULL>",
                        "items ARRAY<ROW<name STRING, amount INT NOT NULL>>",
                        "sure ARRAY<ROW<name STRING, amount INT NOT NULL> NOT NULL>",
                        "counts MAP<STRING NOT NULL, INT>",
                        "matrix ARRAY<ARRAY<INT> NOT NULL>",
                        "element INT NOT NULL",
                        "place INT NOT NULL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            expression: tags                                            | element INT NOT NULL
            expression: tags, type: left, ordinality: n                 | element INT, n INT
            expression: tags, columns: [{name: tag}]                    | tag INT NOT NULL
            expression: counts                                          | key STRING NOT NULL, value INT
            expression: counts, type: left                              | key STRING, value INT
            expression: items                                           | name STRING, amount INT
            expression: sure                                            | name STRING, amount INT NOT NULL
            expression: sure, type: left                                | name STRING, amount INT
            expression: sure, columns: [{name: a}, {name: b}]           | a STRING, b INT NOT NULL
            expression: matrix                                          | element ARRAY<INT> NOT NULL
            expression: 'ARRAY[id, 2]'                                  | element INT NOT NULL
            expression: 'IF(id > 0, tags, CAST(NULL AS ARRAY<INT>))'    | element INT
            """)
    void columnsOfAnElement(String config, String expected) {
        EdgeSchema rows = baskets(config).schema("each");
        assertThat(rows.schema().columns().subList(WIDTH, rows.schema().size()).stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @Test
    void changesPassAndAKeyNeedsTheNumber() {
        assertThat(gathered("expression: ids").changeMode()).hasToString("retract");
        assertThat(gathered("expression: ids").keys()).isEmpty();
        assertThat(gathered("expression: ids, ordinality: n").keys()).containsExactly(List.of("k", "n"));
        assertThat(gathered("expression: ids, ordinality: n, type: left").keys())
                .isEmpty();
    }

    private static EdgeSchema gathered(String config) {
        return Drawing.of("""
                - {id: all, type: table, config: {rows: 9, schema: [{name: k, type: INT}, {name: id, type: INT}]}}
                - {id: groups, type: aggregate, config: {groupBy: [{id: k, name: k, expression: k}],
                    aggregates: [{id: ids, name: ids, function: ARRAY_AGG, argument: id}]}}
                - {id: each, type: unnest, config: {%s}}
                - {id: out, type: blackhole}
                """.formatted(config), "all > groups > each > out").schema("each");
    }

    @Test
    void onlyCollectionsHaveElements() {
        assertThat(baskets("expression: id").problems())
                .containsExactly(
                        "error expression.type at each config.expression 0-2: Elements are those of an ARRAY or a MAP;"
                                + " this is INT. ARRAY[…] makes an ARRAY of values");
        assertThat(baskets("expression: 'NULL'").problems())
                .containsExactly(
                        "error expression.type at each config.expression 0-4: NULL alone has no elements; write"
                                + " CAST(NULL AS ARRAY<INT>) or another type");
    }

    @Test
    void eachColumnHasAName() {
        assertThat(baskets("expression: counts, columns: [{name: k}]").problems())
                .containsExactly(
                        "error column.name at each config.columns: An element has 2 columns, and 1 name is given: name"
                                + " each, or none");
        assertThat(baskets("expression: counts, columns: [{name: id}, {name: ''}], ordinality: at")
                        .problems())
                .containsExactly(
                        "error column.duplicate at each config.columns[0].name: There is a column `id` before; each name"
                                + " stands once",
                        "error column.name at each config.columns[1].name: A column needs a name",
                        "error column.duplicate at each config.ordinality: There is a column `at` before; each name stands"
                                + " once");
    }

    @Test
    void aNameThatIsTakenIsMendedByOneThatIsFree() {
        Drawing again = Drawing.of("""
                - {id: all, type: table, config: {schema: [{name: element, type: INT}, {name: tags, type: ARRAY<INT>}]}}
                - {id: each, type: unnest, config: {expression: tags}}
                - {id: out, type: blackhole}
                """, "all > each > out");
        List<Problem> problems = again.check().problems();

        assertThat(problems)
                .singleElement()
                .hasToString(
                        "error column.duplicate at each config.expression: There is a column `element` before; each name"
                                + " stands once, and `columns` gives others to the element's");
        Fix fix = problems.getFirst().fixes().getFirst();
        assertThat(fix.label()).isEqualTo("Call it `element_2`");
        assertThat(fix.edits().getFirst().toString()).contains("element_2");
    }

    @Test
    void whatNobodyReadsIsNotCarriedAlong() {
        Drawing drawing = Drawing.of("""
                - {id: all, type: table, config: {schema: [{name: id, type: INT}, {name: text, type: STRING},
                    {name: items, type: 'ARRAY<ROW<a INT, b INT>>'}]}}
                - {id: each, type: unnest, config: {expression: items, ordinality: n}}
                - {id: some, type: select, config: {columns: [{name: id, expression: id}, {name: b, expression: b}]}}
                - {id: out, type: blackhole}
                """, "all > each > some > out");

        PhysicalOperator unnest = drawing.plan(2).operators().operators().stream()
                .filter(operator -> operator.type().equals("unnest"))
                .findFirst()
                .orElseThrow();
        assertThat(unnest.outputs().getFirst().schema().names()).containsExactly("id", "b");
        assertThat(unnest.settings().integers("passed")).hasSize(1);
        assertThat(unnest.settings().integers("parts")).containsExactly(1);
        assertThat(unnest.settings().flag("ordinality")).isFalse();
    }

    private static Drawing baskets(String config) {
        return Drawing.of("""
                - {id: baskets, type: table, config: {schema: [{name: at, type: TIMESTAMP(3) NOT NULL}, {name: id, type: INT NOT NULL},
                    {name: tags, type: ARRAY<INT NOT NULL>}, {name: items, type: 'ARRAY<ROW<name STRING, amount INT NOT NULL>>'},
                    {name: sure, type: 'ARRAY<ROW<name STRING, amount INT NOT NULL> NOT NULL>'},
                    {name: counts, type: 'MAP<STRING NOT NULL, INT>'}, {name: matrix, type: 'ARRAY<ARRAY<INT> NOT NULL>'}]}}
                - {id: time, type: watermark, config: {column: at}}
                - {id: each, type: unnest, config: {%s}}
                - {id: out, type: blackhole}
                """.formatted(config), "baskets > time > each > out");
    }
}
