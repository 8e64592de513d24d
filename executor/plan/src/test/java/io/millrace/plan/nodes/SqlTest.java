package io.millrace.plan.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonString;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.Severity;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.Comparison.Planned;
import io.millrace.plan.testing.Drawing;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlTest {

    private static final String INPUTS = """
            - {id: bids, type: table, config: {schema: [{name: auction, type: BIGINT NOT NULL}, {name: bidder, type: BIGINT NOT NULL},
                {name: price, type: BIGINT}, {name: channel, type: STRING}, {name: ts, type: TIMESTAMP(3) NOT NULL}]}}
            - {id: bid-time, type: watermark, config: {column: ts}}
            - {id: auctions, type: table, config: {schema: [{name: id, type: BIGINT NOT NULL}, {name: category, type: INT},
                {name: ts, type: TIMESTAMP(3) NOT NULL}]}}
            - {id: auction-time, type: watermark, config: {column: ts}}
            - {id: words, type: table, config: {rows: 10, schema: [{name: id, type: BIGINT}, {name: word, type: STRING}]}}
            - {id: out, type: blackhole}
            """;

    private static Drawing drawing(String sql) {
        String config = "{stateTtl: 1 h, inputs: [{id: bid}, {id: auc, name: auction}, {id: word, name: word}], sql: "
                + "\"" + sql.replace("\"", "\\\"") + "\"}";
        return Drawing.of(
                INPUTS + "- {id: query, type: sql, config: " + config + "}\n",
                "bids > bid-time > query.bid",
                "auctions > auction-time > query.auc",
                "words > query.word",
                "query > out");
    }

    /** All problems, but that inputs are not read. */
    private static List<Problem> problems(String sql) {
        return drawing(sql).check().problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static String shown(String sql, Problem problem) {
        String text = problem.range()
                .map(range -> sql.substring(range.start(), range.end()))
                .orElse("?");
        return "`" + text + "`: " + problem.message();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments(
                        "SELECT auction, price * 2 AS twice FROM bid WHERE price > 10",
                        "append (auction BIGINT NOT NULL, twice BIGINT)"),
                arguments(
                        "SELECT channel, COUNT(*), MAX(price) AS most FROM bid GROUP BY channel HAVING COUNT(*) > 1",
                        "retract (channel STRING, `EXPR$1` BIGINT NOT NULL, most BIGINT)"),
                arguments(
                        "SELECT UPPER(channel) AS c, price / 2 AS half FROM bid GROUP BY price / 2, UPPER(bid.channel)",
                        "append (c STRING, half BIGINT)"),
                arguments("SELECT COUNT(*) AS n FROM bid", "retract (n BIGINT NOT NULL)"),
                arguments("SELECT DISTINCT b.auction FROM bid AS b", "append (auction BIGINT NOT NULL)"),
                arguments(
                        "SELECT auction, COUNT(DISTINCT bidder) FILTER (WHERE price > 3) AS n, window_time FROM TABLE(HOP(TABLE bid,"
                                + " DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND)) GROUP BY auction, window_start,"
                                + " window_end, window_time",
                        "append at window_time (auction BIGINT NOT NULL, n BIGINT NOT NULL, window_time TIMESTAMP(3) NOT NULL)"),
                arguments(
                        "SELECT b.auction, a.category FROM bid b, auction a WHERE b.auction = a.id AND a.category = 10",
                        "append (auction BIGINT NOT NULL, category INT)"),
                arguments(
                        "SELECT b.*, a.category FROM bid b LEFT JOIN auction a ON b.auction = a.id AND a.category > 3",
                        "retract (auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price BIGINT, channel STRING, ts TIMESTAMP(3) NOT NULL,"
                                + " category INT)"),
                arguments(
                        "SELECT b.ts, a.id FROM bid b JOIN auction a ON a.id = b.auction AND a.ts BETWEEN b.ts - INTERVAL '1' HOUR AND b.ts",
                        "append at ts (ts TIMESTAMP(3) NOT NULL, id BIGINT NOT NULL)"),
                arguments(
                        "SELECT b.ts, w.word FROM bid b JOIN word w ON b.auction = w.id",
                        "append at ts (ts TIMESTAMP(3) NOT NULL, word STRING)"),
                arguments(
                        "SELECT auction, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC) AS rn FROM bid)"
                                + " WHERE rn <= 3",
                        "retract (auction BIGINT NOT NULL, price BIGINT)"),
                arguments(
                        "WITH n AS (SELECT auction, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC) AS rn FROM bid)"
                                + " SELECT * FROM n WHERE 3 >= rn",
                        "retract (auction BIGINT NOT NULL, rn BIGINT NOT NULL)"),
                arguments(
                        "SELECT auction, LAG(price, 2) OVER w AS l, SUM(price) OVER (PARTITION BY auction ORDER BY ts ROWS BETWEEN 3"
                                + " PRECEDING AND CURRENT ROW) AS s FROM bid WINDOW w AS (PARTITION BY auction ORDER BY ts)",
                        "append (auction BIGINT NOT NULL, l BIGINT, s BIGINT)"),
                arguments(
                        "SELECT auction, LEAD(price) OVER (PARTITION BY auction ORDER BY ts) AS coming FROM bid",
                        "retract (auction BIGINT NOT NULL, coming BIGINT)"),
                arguments(
                        "SELECT LEAD(price * 2) OVER (PARTITION BY auction ORDER BY ts) AS b, LAG(price * 2) OVER (PARTITION BY auction"
                                + " ORDER BY ts) AS a, COUNT(*) OVER (PARTITION BY bidder ORDER BY ts) AS n FROM bid",
                        "retract (b BIGINT, a BIGINT, n BIGINT NOT NULL)"),
                arguments(
                        "SELECT auction AS x, 'b' AS kind FROM bid UNION ALL SELECT category, 'auction' FROM auction",
                        "append (x BIGINT, kind VARCHAR(7) NOT NULL)"),
                arguments(
                        "SELECT auction FROM bid WHERE auction IN (SELECT id FROM auction) AND NOT EXISTS (SELECT 1 FROM word WHERE"
                                + " word.id = bid.bidder AND word <> 'x')",
                        "append (auction BIGINT NOT NULL)"),
                arguments("SELECT price FROM bid ORDER BY price DESC LIMIT 3;", "retract (price BIGINT)"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void rowsHaveTheTypeOfTheQuery(String sql, String type) {
        assertThat(problems(sql)).isEmpty();
        var schema = drawing(sql).schema("query");
        assertThat(schema.changeMode()
                        + schema.eventTime().map(time -> " at " + time).orElse("") + " " + schema.schema())
                .isEqualTo(type);
        assertThat(drawing(sql).plan(2).operators().operators()).isNotEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "SELECT auctin, b.pric FROM bid AS b WHERE prices > 1 AND UPER(channel) = 'x'",
                        List.of(
                                "`prices`: There is no column `prices`; did you mean `price`?",
                                "`UPER`: There is no function `UPER`; did you mean `UPPER`?",
                                "`auctin`: There is no column `auctin`; did you mean `auction`?",
                                "`b.pric`: `b` has no column `pric`; did you mean `price`?")),
                arguments("SELECT 1 FROM bd", List.of("`bd`: There is no input `bd`; did you mean `bid`?")),
                arguments(
                        "WITH a AS (SELECT * FROM b), b AS (SELECT * FROM bid) SELECT a.price FROM a JOIN b ON a.auction = b.auction",
                        List.of("`b`: There is no input `b`")),
                arguments(
                        "SELECT auction, price FROM bid ORDER BY 2 DESC LIMIT 10",
                        List.of("`2`: A number in ORDER BY is not taken for a column; write the name of column 2")),
                arguments(
                        "SELECT price FROM bid WHERE EXISTS (SELECT COUNT(*) FROM word WHERE word.id = bid.auction)",
                        List.of(
                                "`(SELECT COUNT(*) FROM word WHERE word.id = bid.auction)`: The query behind EXISTS is a plain"
                                        + " SELECT … FROM … WHERE …; group in a query in brackets inside of it")),
                arguments(
                        "SELECT SUM(price) OVER (ORDER BY ts ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) FROM bid",
                        List.of(
                                "`(ORDER BY ts ROWS BETWEEN 3 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW)`: EXCLUDE cannot be"
                                        + " used: the row itself is always in its frame")),
                arguments(
                        "SELECT price, COUNT(*) FROM bid GROUP BY auction",
                        List.of(
                                "`price`: `price` is not the same for all rows of a group; GROUP BY it as well, or aggregate it, such as"
                                        + " MAX(price)")),
                arguments(
                        "SELECT UPPER(channel) AS u FROM bid GROUP BY u",
                        List.of(
                                "`u`: `u` is a name that the SELECT gives, and rows are grouped before; repeat the expression")),
                arguments(
                        "SELECT ts FROM bid, auction WHERE auction.id = bid.auction",
                        List.of("`ts`: `ts` is a column of several tables; say which: `bid.ts` or `auction.ts`")),
                arguments(
                        "SELECT bid.ts FROM bid CROSS JOIN auction",
                        List.of(
                                "`auction`: Rows are joined by what is equal in both, and nothing says so: ON a.id = b.id, or in the WHERE"
                                        + " of an inner join")),
                arguments(
                        "SELECT auction FROM bid WHERE SUM(price) > 3",
                        List.of(
                                "`SUM(price)`: WHERE looks at rows before they are grouped; put a condition on SUM into HAVING")),
                arguments(
                        "SELECT auction FROM bid EXCEPT SELECT id FROM auction",
                        List.of(
                                "`SELECT auction FROM bid EXCEPT SELECT id FROM auction`: EXCEPT cannot be used; WHERE NOT EXISTS (SELECT …)"
                                        + " leaves rows out that others match")),
                arguments(
                        "SELECT auction FROM bid ORDER BY price",
                        List.of(
                                "`ORDER BY price`: Rows without end are in no order but that of their time, so ORDER BY needs a LIMIT: the"
                                        + " first rows of all")),
                arguments(
                        "SELECT * FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '1' SECOND))",
                        List.of(
                                "`TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '1' SECOND))`: Rows of a window are grouped: GROUP BY"
                                        + " window_start, window_end, and whatever else")),
                arguments(
                        "SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '0' SECOND)) GROUP BY window_start, window_end",
                        List.of(
                                "`TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '0' SECOND))`: `size` must be between 1 ms and 36500 d, not 0 s")),
                arguments(
                        "SELECT auction FROM bid WHERE auction NOT IN (SELECT id FROM word)",
                        List.of(
                                "`auction NOT IN (SELECT id FROM word`: With NULL on either side NOT IN is never TRUE, so here it asks that"
                                        + " there be none; say what you mean with NOT EXISTS (SELECT 1 FROM … WHERE … = …)")),
                arguments(
                        "SELECT b.auction FROM bid b LEFT JOIN auction a ON b.auction = a.id AND b.price > a.category",
                        List.of(
                                "`b.price > a.category`: Beside equalities of both sides a LEFT JOIN takes no such condition; put it into the"
                                        + " WHERE, or filter a side in a query in brackets before")),
                arguments(
                        "SELECT auction, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price) AS rn FROM bid",
                        List.of(
                                "`(PARTITION BY auction ORDER BY price)`: OVER goes by event time, `ts`, from the first on; for the first"
                                        + " rows in another order put this in brackets, and WHERE … <= 10 around it")),
                arguments(
                        "SELECT LEAD(price) OVER (PARTITION BY auction ORDER BY ts), LEAD(price) OVER (PARTITION BY bidder ORDER BY ts) FROM bid",
                        List.of(
                                "`LEAD(price) OVER (PARTITION BY bidder ORDER BY ts)`: A SELECT has LEAD over one window only: rows that look"
                                        + " ahead change, and have no event time for another to go by")),
                arguments(
                        "SELECT auction FROM bid UNION ALL SELECT id, category FROM auction",
                        List.of(
                                "`SELECT id, category FROM auction`: This SELECT of the UNION has 2 columns, and the first one has 1")),
                arguments(
                        "SELECT SUM(MAX(price)) FROM bid GROUP BY auction",
                        List.of(
                                "`MAX(price)`: An aggregate of aggregates is computed in two steps: one in a query in brackets, one around"
                                        + " it")),
                arguments("SELECT", List.of("``: The query ends too early: something is missing after `SELECT`")),
                arguments("", List.of("``: A query is missing here")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatIsWrongIsShownAtItsPlace(String sql, List<String> expected) {
        assertThat(problems(sql).stream().map(problem -> shown(sql, problem))).containsExactlyElementsOf(expected);
    }

    /** Whatever is written comes to an answer. */
    @Test
    void brokenTextsAreProblems() {
        String sql =
                "WITH m AS (SELECT auction, MAX(price) AS p FROM bid GROUP BY auction) SELECT a.category, AVG(m.p) AS v FROM m JOIN"
                        + " auction a ON m.auction = a.id WHERE a.id IN (SELECT id FROM word) GROUP BY a.category HAVING AVG(m.p) > 3";
        for (int length = 0; length < sql.length(); length += 3) {
            assertThat(drawing(sql.substring(0, length)).check().problems()).isNotNull();
            String without = sql.substring(0, length) + sql.substring(Math.min(sql.length(), length + 9));
            assertThat(drawing(without).check().problems()).isNotNull();
        }
        assertThat(problems("SELECT " + "(".repeat(200))).isNotEmpty();
        assertThat(problems("SELECT 1 FROM bid" + " UNION ALL SELECT 1 FROM bid".repeat(2_000)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("A query has at most 50 SELECTs"));
        assertThat(problems("SELECT 1 FROM bid" + ", bid".repeat(5_000)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("A FROM has at most 50 joins"));
    }

    @Test
    void aMisspeltNameIsPutRight() {
        Problem problem = problems("SELECT b.pric FROM bid AS b").getFirst();
        Edit.SetConfig edit =
                (Edit.SetConfig) problem.fixes().getFirst().edits().getFirst();
        assertThat(edit.path()).hasToString("sql");
        assertThat(edit.value()).isEqualTo((Json) new JsonString("SELECT b.price FROM bid AS b"));
    }

    @Test
    void oneInputNeedsNoName() {
        Drawing drawing = Drawing.of(
                INPUTS + "- {id: query, type: sql, config: {sql: SELECT word FROM input}}\n",
                "words > query.input",
                "query > out");
        assertThat(drawing.problems()).noneMatch(problem -> problem.contains(" at query"));
        assertThat(drawing.schema("query").schema()).hasToString("(word STRING)");
    }

    @Test
    void anInputThatIsNotReadIsAWarning() {
        assertThat(drawing("SELECT word FROM word").problems())
                .contains(
                        "warning query.inputUnused at query config.inputs[bid]: The query does not read `bid`; name it in a FROM, or take"
                                + " the input away");
    }

    /** What a change of the query means for what is kept. */
    private static List<String> fates(String before, String after) {
        Drawing old = drawing(before);
        Drawing now = drawing(after);
        return Comparison.of(
                        new Planned(old.document(), old.plan(2).operators()),
                        new Planned(now.document(), now.plan(2).operators()))
                .changes()
                .stream()
                .filter(change -> change.node().value().equals("query"))
                .map(change -> change.role() + " " + change.fate())
                .collect(Collectors.toList());
    }

    private static final String GROUPED = "SELECT auction, SUM(price) AS total FROM bid GROUP BY auction";

    @Test
    void aConditionMoreAndOtherNamesLeaveStateAsItIs() {
        assertThat(
                        fates(
                                GROUPED,
                                "SELECT SUM(price) AS sum_of_prices, auction AS a FROM bid  WHERE price > 3 GROUP BY auction HAVING SUM(price) > 1"))
                .containsExactly("group.accumulators KEEP");
        assertThat(
                        fates(
                                "SELECT b.auction, a.category FROM bid b JOIN auction a ON b.auction = a.id",
                                "SELECT a.category AS c, b.auction FROM bid b JOIN auction a ON a.id = b.auction WHERE a.category > 3"))
                .containsExactly("join-a.left KEEP", "join-a.right KEEP");
    }

    @Test
    void groupsOfSeveralQueriesHaveStatesOfTheirOwn() {
        String twice = "WITH m AS (" + GROUPED + ") SELECT SUM(total) AS all_of_it FROM m";
        assertThat(fates(twice, twice)).containsExactly("m-group.accumulators KEEP", "group.accumulators KEEP");
        assertThat(fates(GROUPED, "SELECT auction, MAX(price) AS m FROM bid GROUP BY auction"))
                .containsExactly("group.accumulators REBUILD");
    }

    /** Neither its place nor what stands beside it makes a part another one. */
    @Test
    void whatComesOrGoesBesideAnotherPartLeavesThatItsState() {
        String ofBids = "SELECT auction, COUNT(*) AS n FROM bid GROUP BY auction";
        String ofAuctions = "SELECT id, COUNT(*) FROM auction GROUP BY id";
        String ofWords = "SELECT id, COUNT(*) FROM word WHERE id IS NOT NULL GROUP BY id";
        assertThat(fates(ofBids + " UNION ALL " + ofAuctions, ofAuctions + " UNION ALL " + ofBids))
                .containsExactlyInAnyOrder("of-auction-group.accumulators KEEP", "of-bid-group.accumulators KEEP");
        assertThat(fates(
                        ofBids + " UNION ALL " + ofWords + " UNION ALL " + ofAuctions,
                        ofBids + " UNION ALL " + ofAuctions))
                .containsExactlyInAnyOrder(
                        "of-auction-group.accumulators KEEP",
                        "of-bid-group.accumulators KEEP",
                        "of-word-group.accumulators DROP");

        String byPrice = "SELECT auction, COUNT(*) AS n FROM bid WHERE price > 3 GROUP BY auction";
        assertThat(fates(ofBids + " UNION ALL " + byPrice, byPrice + " UNION ALL " + ofBids))
                .as("two of the same table are told apart by what they say")
                .hasSize(2)
                .allMatch(fate -> fate.endsWith(" KEEP"));

        String inAuctions = "auction IN (SELECT id FROM auction)";
        String inWords = "auction IN (SELECT id FROM word)";
        String start = "SELECT price FROM bid WHERE ";
        assertThat(fates(start + inAuctions + " AND " + inWords, start + inWords + " AND " + inAuctions))
                .as("semi joins in another order")
                .hasSize(4)
                .allMatch(fate -> fate.endsWith(" KEEP"));
        assertThat(fates(start + inAuctions + " AND " + inWords, start + inWords))
                .filteredOn(fate -> fate.endsWith(" KEEP"))
                .allMatch(fate -> fate.startsWith("in-auction-word"))
                .hasSize(2);
    }

    /** Names that make one id are told apart by their texts as well. */
    @Test
    void partsWhoseNamesAreNearlyAlikeHaveStatesOfTheirOwn() {
        String start = "SELECT b.price FROM bid AS b WHERE ";
        String one = "b.auction IN (SELECT id FROM auction)";
        String other = "b.auction IN (SELECT id FROM auction AS `AUCTION`)";
        assertThat(fates(start + one + " AND " + other, start + other + " AND " + one))
                .hasSize(4)
                .allMatch(fate -> fate.endsWith(" KEEP"));
    }

    @Test
    void anotherValueToLookAheadToIsAnotherState() {
        String before = "SELECT LEAD(price * 2, 2) OVER (PARTITION BY auction ORDER BY ts) AS n FROM bid";
        assertThat(fates(before, before)).allMatch(fate -> fate.endsWith(" KEEP"));
        assertThat(fates(before, before.replace("price * 2", "price * 3")))
                .filteredOn(fate -> fate.contains("ahead"))
                .noneMatch(fate -> fate.endsWith(" KEEP"))
                .isNotEmpty();
    }

    private static Drawing ofEvents(String sql) {
        return Drawing.of(
                """
                - {id: events, type: table, config: {schema: [{name: id, type: BIGINT}, {name: payload, type: "ROW<kind STRING, n INT>"}]}}
                - {id: out, type: blackhole}
                """ + "- {id: query, type: sql, config: {stateTtl: 1 h, sql: \"" + sql + "\"}}\n",
                "events > query.input",
                "query > out");
    }

    @Test
    void rowsAreGroupedByAFieldOfARow() {
        assertThat(ofEvents("SELECT e.payload.kind, SUM(payload.n) AS s FROM input AS e GROUP BY payload.kind")
                        .schema("query")
                        .schema())
                .hasToString("(kind STRING, s INT)");
        assertThat(ofEvents("SELECT payload.n FROM input GROUP BY payload.kind").problems())
                .anyMatch(problem -> problem.contains("`payload.n` is not the same for all rows of a group"));
    }

    @Test
    void aStarStandsForTheColumnsOfATableAndForNothingElse() {
        assertThat(ofEvents("SELECT e.payload.* FROM input AS e").problems())
                .anyMatch(problem ->
                        problem.contains("`*` stands for the columns of a table; name the fields of a row one by one"));
        assertThat(ofEvents("SELECT COUNT(e.*) AS n FROM input AS e").problems())
                .anyMatch(problem -> problem.contains("`*` stands for no value"));
    }

    /** A deduplicate compares twenty columns at most, an aggregate a hundred. */
    @Test
    void manyColumnsAreDistinctAsWell() {
        String columns = IntStream.range(0, 21).mapToObj(i -> "price AS c" + i).collect(Collectors.joining(", "));
        String sql = "SELECT DISTINCT " + columns + " FROM bid";
        assertThat(problems(sql)).isEmpty();
        assertThat(drawing(sql).plan(1).operators().operators())
                .anyMatch(operator -> operator.type().equals("aggregate"));
    }
}
