package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.testkit.oracle.PostgresOracle;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of the node {@code sql} over rows made by chance, some of them NULL, answer what PostgreSQL answers to the same text. */
class SqlOracleTest {

    private static final int RUNS = 3;

    private static @Nullable PostgresOracle postgres;

    @BeforeAll
    static void open() {
        postgres = PostgresOracle.open();
    }

    @AfterAll
    static void close() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT k, v + 1 AS w FROM l WHERE v > 100 OR s = 'a'",
                "SELECT * FROM l WHERE k IS NULL",
                "SELECT q.a, q.k FROM (SELECT k AS a, v AS k FROM l) AS q WHERE q.k > 0",
                "SELECT k, CAST(SUM(v) AS BIGINT) AS total, MIN(s) AS lo, COUNT(DISTINCT s) AS texts FROM l GROUP BY k",
                "SELECT k, COUNT(*) FILTER (WHERE v > 0) AS n, MAX(v) FILTER (WHERE s = 'a') AS m FROM l GROUP BY k",
                "SELECT k, COUNT(*) AS n FROM l GROUP BY k HAVING COUNT(*) > 3 AND MAX(v) > 0",
                "SELECT CAST(SUM(v) AS BIGINT) + COUNT(*) AS x FROM l GROUP BY k HAVING k > 2",
                "SELECT k AS v, COUNT(v) AS n FROM l GROUP BY k",
                "SELECT v AS k, COUNT(*) AS n FROM l GROUP BY v",
                "SELECT CASE WHEN v > 0 THEN 'p' ELSE 'n' END AS sign, COUNT(*) AS n FROM l"
                        + " GROUP BY CASE WHEN v > 0 THEN 'p' ELSE 'n' END",
                "SELECT upper(s) AS u, count(*) AS n, COUNT(*) + 1 AS more FROM l GROUP BY UPPER(s)",
                "SELECT MAX(n) AS most, MIN(k) AS lo, MAX(s) AS hi FROM (SELECT k, s, COUNT(*) AS n FROM l GROUP BY k, s) AS q",
                "SELECT n, MIN(k) AS lo, MAX(k) FILTER (WHERE k > 1) AS hi FROM (SELECT k, COUNT(*) AS n FROM l GROUP BY k) AS q"
                        + " GROUP BY n",
                "SELECT k FROM l GROUP BY k",
                "SELECT DISTINCT k, s FROM l",
                "SELECT DISTINCT n FROM (SELECT k, COUNT(*) AS n FROM l GROUP BY k) AS q",
                "SELECT k FROM l UNION SELECT id FROM r",
                "SELECT k, s FROM l UNION ALL SELECT id, label FROM r",
                "SELECT * FROM l UNION ALL SELECT * FROM l",
                "WITH m AS (SELECT k, v FROM l WHERE v > 0) SELECT * FROM m UNION ALL SELECT * FROM m",
                "SELECT k, COUNT(*) AS n FROM l WHERE k IS NOT NULL GROUP BY k ORDER BY n DESC, k LIMIT 3",
                "SELECT l.k, l.v, r.label FROM l JOIN r ON l.k = r.id",
                "SELECT l.v, r.label FROM l, r WHERE l.k = r.id AND r.label IS NOT NULL AND l.v > 0",
                "SELECT a.v, b.v AS w FROM l AS a JOIN l AS b ON a.k = b.k AND a.s = b.s",
                "SELECT l.k, a.label, b.label AS other FROM l JOIN r AS a ON l.k = a.id JOIN r AS b ON a.label = b.label",
                "SELECT l.k, r.label FROM l LEFT JOIN r ON l.k = r.id WHERE r.label IS NULL OR r.label <> 'a'",
                "SELECT l.k, l.v, r.label FROM l LEFT JOIN r ON l.k = r.id AND r.label = 'a'",
                "SELECT r.id, l.v FROM l RIGHT JOIN r ON l.k = r.id AND l.v > 0",
                "SELECT l.k, r.id, r.label FROM l FULL JOIN r ON l.k = r.id",
                "SELECT r.id, COUNT(l.v) AS n FROM r LEFT JOIN l ON r.id = l.k GROUP BY r.id",
                "SELECT k, v FROM l WHERE k IN (SELECT id FROM r WHERE label <> 'b')",
                "SELECT k, v FROM l WHERE v > 0 AND COALESCE(k, -99) NOT IN (SELECT COALESCE(id, -98) FROM r)",
                "SELECT k, v FROM l WHERE EXISTS (SELECT 1 FROM r WHERE r.id = l.k AND r.label <> 'a')",
                "SELECT k, v FROM l WHERE NOT EXISTS (SELECT 1 FROM r WHERE r.id = l.k)",
                "SELECT k, v FROM l WHERE NOT EXISTS"
                        + " (SELECT 1 FROM (SELECT id, COUNT(*) AS n FROM r GROUP BY id) AS m WHERE m.id = l.k AND m.n > 1)",
                "SELECT k, t FROM (SELECT k, t, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t, v) AS rn FROM l) AS q"
                        + " WHERE rn <= 2",
                "SELECT k, t, rn FROM (SELECT k, t, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t DESC) AS rn FROM l) AS q"
                        + " WHERE rn <= 3 AND k > 0",
                "SELECT k, s FROM l WHERE k IN (1, 2, 3) AND s NOT LIKE 'a%' AND NOT (v > 0 AND d IS NULL)",
                "SELECT k, v FROM l WHERE k IN (SELECT id FROM r) AND EXISTS (SELECT 1 FROM r WHERE r.label = l.s)",
                "SELECT CAST(SUM(x.n) AS BIGINT) AS most FROM (SELECT k, s, COUNT(*) AS n FROM l GROUP BY k, s) AS x GROUP BY x.k",
                "SELECT a.k, a.n, b.m FROM (SELECT k, COUNT(*) AS n FROM l GROUP BY k) AS a"
                        + " JOIN (SELECT k, MAX(v) AS m FROM l GROUP BY k) AS b ON a.k = b.k",
                "SELECT k, t FROM (SELECT k, t, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) AS rn FROM l) AS q"
                        + " WHERE k > 0 AND k < 5 AND rn <= 2",
                "SELECT k FROM (SELECT DISTINCT k, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) AS rn FROM l) AS q"
                        + " WHERE rn <= 3",
                "WITH l AS (SELECT k, v FROM l WHERE v > 100) SELECT k FROM l",
                "SELECT x.k, l.v FROM (WITH l AS (SELECT * FROM r) SELECT id AS k FROM l) AS x JOIN l ON x.k = l.k",
                "WITH big AS (SELECT k, v FROM l WHERE v > 200)"
                        + " SELECT x.k, COUNT(*) AS n FROM big AS x JOIN big AS y ON x.k = y.k GROUP BY x.k",
                "SELECT q.n, COUNT(*) AS many FROM (SELECT k, COUNT(*) AS n FROM l GROUP BY k) AS q GROUP BY q.n",
            })
    void answersWhatPostgresAnswers(String query) {
        PostgresOracle oracle = postgres;
        if (oracle == null) {
            throw new IllegalStateException("Not opened");
        }
        String yaml = yaml(query);
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            List<List<@Nullable Object>> left = RandomRows.left(random, false);
            List<List<@Nullable Object>> names = RandomRows.names(random);
            oracle.execute("DROP TABLE IF EXISTS l, r");
            Compared.load(oracle, "l", Compared.LEFT, left);
            Compared.load(oracle, "r", Compared.NAMES, names);
            PipelineTestDriver driver = PipelineTestDriver.of(yaml)
                    .rows("left", left)
                    .rows("names", names)
                    .parallelism(1 + random.nextInt(4))
                    .executors(1 + random.nextInt(3), run);

            assertThat(driver.run()).as(yaml).isEqualTo(new Finished());

            assertThat(Compared.standing(driver, "out"))
                    .as("%s, run %d", query, run)
                    .containsExactlyInAnyOrderElementsOf(oracle.query(query));
        }
    }

    private static String yaml(String query) {
        return """
                apiVersion: millrace.io/v1
                kind: Pipeline
                id: query
                name: Query
                nodes:
                  - id: left
                    type: memory-source
                    config: {schema: %s, splits: 3}
                  - id: names
                    type: memory-source
                    config: {schema: %s, splits: 2}
                  - id: query
                    type: sql
                    config:
                      inputs: [{id: l, name: l}, {id: r, name: r}]
                      sql: "%s"
                  - id: out
                    type: memory-sink
                edges:
                  - {from: {node: left, port: out}, to: {node: query, port: l}}
                  - {from: {node: names, port: out}, to: {node: query, port: r}}
                  - {from: {node: query, port: out}, to: {node: out, port: in}}
                """.formatted(RandomPipeline.LEFT_SCHEMA, RandomPipeline.NAMES_SCHEMA, query);
    }
}
