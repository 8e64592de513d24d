package io.millrace.testkit.operators;

import static io.millrace.testkit.operators.Specs.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.columns.Change;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.testkit.node.NodeOutput;
import io.millrace.testkit.node.NodeTest;
import io.millrace.testkit.oracle.PostgresOracle;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** Aggregates of rows made by chance, by a key and in windows, beside what PostgreSQL finds in the same rows. */
final class AggregateOracle {

    /** Rows: a key, a whole number, a floating one, a text, a decimal, event time. */
    static final Schema ROWS =
            Specs.schema("k STRING", "v BIGINT", "d DOUBLE", "s STRING", "m DECIMAL(10, 2)", "t TIMESTAMP(6) NOT NULL");

    /** In a call's SQL: what rows are in order by. */
    static final String ARRIVAL = "ARRIVAL";

    private static final int TIME = 5;

    private static final List<@Nullable String> TEXTS = Arrays.asList("a", "b", "", null, "a longer text than others");
    private static final List<@Nullable Double> DOUBLES =
            Arrays.asList(1.5, -0.0, 0.0, null, Double.NaN, 1e300, 2.25, -7.0);

    private static final int ROUNDS = 8;

    /** When results come, and of what. */
    enum Windows {
        NONE,
        /** None, over rows that are also taken back. */
        CHANGES,
        TUMBLING,
        HOPPING,
        MANY_HOPS,
        CUMULATIVE,
        SESSION;

        private boolean areThere() {
            return ordinal() > CHANGES.ordinal();
        }

        private JsonObject config() {
            return switch (this) {
                case NONE, CHANGES -> throw new IllegalStateException("No windows");
                case TUMBLING -> Specs.window(10, 3, TIME);
                case HOPPING -> Specs.hopping(10, 4, 0, TIME);
                case MANY_HOPS -> Specs.hopping(24, 2, 1, TIME);
                case CUMULATIVE -> Specs.cumulative(12, 4, 0, TIME);
                case SESSION -> Specs.session(9, TIME);
            };
        }

        /** The slice of a row: rows of one are in the order they came. */
        private String slice() {
            return switch (this) {
                case NONE, CHANGES, TUMBLING -> "0";
                case HOPPING, MANY_HOPS, SESSION -> "u";
                case CUMULATIVE -> "u / 4";
            };
        }

        /** A relation of rows with the window {@code [ws, we)} they are in. */
        private String rows() {
            return switch (this) {
                case NONE, CHANGES -> "SELECT *, 0 AS ws, 0 AS we FROM r";
                case TUMBLING -> in("w * 10 + 3", "w * 10 + 13");
                case HOPPING -> in("w * 4", "w * 4 + 10");
                case MANY_HOPS -> in("w * 2 + 1", "w * 2 + 25");
                case CUMULATIVE -> in("w / 3 * 12", "w / 3 * 12 + (w % 3 + 1) * 4");
                case SESSION -> """
                    SELECT *, min(u) OVER (PARTITION BY k, n) AS ws, max(u) OVER (PARTITION BY k, n) + 9 AS we FROM (
                        SELECT *, sum(b) OVER (PARTITION BY k ORDER BY u, i) AS n FROM (
                            SELECT *, CASE WHEN u - lag(u) OVER (PARTITION BY k ORDER BY u, i) <= 9 THEN 0 ELSE 1 END AS b
                            FROM r) AS begun) AS numbered
                    """;
            };
        }

        private static String in(String start, String end) {
            return "SELECT * FROM r JOIN (SELECT %s AS ws, %s AS we FROM generate_series(-30, 300) AS w) AS windows ON ws <= u AND u < we"
                    .formatted(start, end);
        }
    }

    /** How rows are spread over keys. */
    enum Keys {
        FEW,
        ONE,
        /** No group keys at all. */
        NO_KEY
    }

    /**
     * An aggregate.
     *
     * @param column its argument; empty for COUNT(*)
     * @param result the type of its result
     * @param sql PostgreSQL's text of the answer, NULL as such; {@link #ARRIVAL} for the order of rows
     */
    record Call(String id, String function, String column, String result, Map<String, Json> options, String sql) {

        static Call of(String id, String function, String column, String result, String sql) {
            return new Call(id, function, column, result, Map.of(), sql);
        }

        Call with(String option, Json value) {
            Map<String, Json> more = new LinkedHashMap<>(options);
            more.put(option, value);
            return new Call(id, function, column, result, more, sql);
        }

        Call distinct() {
            return with("distinct", Json.of(true));
        }

        private JsonObject config() {
            int argument = column.isEmpty() ? -1 : ROWS.indexOf(column).orElseThrow();
            JsonObject config =
                    JsonObject.of("id", Json.of(id), "function", Json.of(function), "argument", Json.of(argument));
            if (argument >= 0) {
                config = config.with("argumentType", Json.of(ROWS.type(argument).toString()));
            }
            for (Map.Entry<String, Json> option : options.entrySet()) {
                config = config.with(option.getKey(), option.getValue());
            }
            return config;
        }
    }

    private final List<Call> calls;
    private final Windows windows;
    private final Keys keys;
    private final Random random;
    private final List<List<@Nullable Object>> standing = new ArrayList<>();
    private boolean hasSpecialDoubles = true;
    private boolean takesBackTheOldest;
    private int rounds = ROUNDS;
    private int lateness;

    AggregateOracle(List<Call> calls, Windows windows, Keys keys, long seed) {
        this.calls = calls;
        this.windows = windows;
        this.keys = keys;
        random = new Random(seed);
    }

    /** Rows have no NaN, and no numbers that swallow others. */
    AggregateOracle withPlainDoubles() {
        hasSpecialDoubles = false;
        return this;
    }

    /** Of a group the rows that came first are taken back first, so that it is the first of equal values that goes. */
    AggregateOracle takingBackTheOldest() {
        takesBackTheOldest = true;
        return this;
    }

    /** Rows come up to so much behind the watermark, and windows are kept for as long. */
    AggregateOracle withLateness(int micros) {
        lateness = micros;
        return this;
    }

    /** There are no rows. */
    AggregateOracle withoutRows() {
        rounds = 0;
        return this;
    }

    /** All windows and keys. */
    static Stream<Arguments> cases() {
        return Arrays.stream(Windows.values())
                .flatMap(windows -> Arrays.stream(Keys.values()).map(keys -> Arguments.of(windows, keys)));
    }

    /** Feeds rows in all ways, and compares. */
    void check() {
        NodeTest test = Specs.testEdges(
                "aggregate",
                config(),
                List.of(windows == Windows.CHANGES ? Specs.retract(ROWS) : EdgeSchema.append(ROWS)),
                List.of(outputs()));
        long watermark = 0;
        for (int round = 0; round < rounds; round++) {
            for (int i = random.nextInt(10); i > 0; i--) {
                change(test, watermark);
            }
            watermark += random.nextInt(12);
            test.watermark(0, watermark);
        }
        NodeOutput out = test.endOfInput(0).run();
        List<String> results = standing(out.rows(0)).stream()
                .map(row -> windows.areThere() ? OverlappingWindowsTest.window("+I " + row) : row)
                .map(this::plainText)
                .toList();
        try (PostgresOracle postgres = PostgresOracle.open()) {
            postgres.createTable("r", withTimes(), plain());
            assertThat(results)
                    .as("%s, %s", windows, keys)
                    .containsExactlyInAnyOrderElementsOf(postgres.query(question()).stream()
                            .map(AggregateOracle::text)
                            .map(this::plainText)
                            .toList());
        }
    }

    private static String text(List<String> row) {
        // A text comes in quotes.
        String quoted = row.getFirst();
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Doubles are written in more than one way. */
    private String plainText(String row) {
        String[] parts = row.split(", ", -1);
        int first = keys == Keys.NO_KEY ? 0 : 1;
        for (int i = 0; i < calls.size(); i++) {
            String[] value = parts[first + i].split(" ", 2);
            if (calls.get(i).result().equals("DOUBLE") && !value[0].equals("NULL")) {
                value[0] = Double.toString(Double.parseDouble(value[0]));
                parts[first + i] = String.join(" ", value);
            }
        }
        return String.join(", ", parts);
    }

    private void change(NodeTest test, long watermark) {
        if (windows == Windows.CHANGES && !standing.isEmpty() && random.nextInt(3) == 0) {
            List<@Nullable Object> gone = standing.remove(toBeTakenBack());
            boolean isReplaced = random.nextBoolean();
            test.change(0, isReplaced ? Change.UPDATE_BEFORE : Change.DELETE, gone.toArray());
            if (isReplaced) {
                List<@Nullable Object> fresh = row(watermark);
                test.change(0, Change.UPDATE_AFTER, fresh.toArray());
                standing.add(fresh);
            }
            return;
        }
        List<@Nullable Object> fresh = row(watermark);
        test.row(0, fresh.toArray());
        standing.add(fresh);
    }

    private int toBeTakenBack() {
        int any = random.nextInt(standing.size());
        if (!takesBackTheOldest) {
            return any;
        }
        int oldest = 0;
        while (keys != Keys.NO_KEY
                && !Objects.equals(
                        standing.get(oldest).getFirst(), standing.get(any).getFirst())) {
            oldest++;
        }
        return oldest;
    }

    private List<@Nullable Object> row(long watermark) {
        double number = random.nextInt(1000) / 8.0;
        Double special = DOUBLES.get(random.nextInt(DOUBLES.size()));
        return Arrays.asList(
                keys == Keys.FEW ? TEXTS.get(1 + random.nextInt(3)) : "k",
                random.nextInt(4) == 0 ? null : (Object) (long) (random.nextInt(7) - 3),
                hasSpecialDoubles ? special : special == null ? null : (Object) number,
                TEXTS.get(random.nextInt(TEXTS.size())),
                random.nextInt(5) == 0 ? null : (Object) (long) (random.nextInt(9) * 25),
                // Even, and a session's gap is not: what is just a gap apart is one session or two, as the watermark
                // goes.
                // The question divides times, and not as windows do below zero.
                Math.max(0, (watermark + (lateness == 0 ? 2 : 3) - lateness + random.nextInt(20 + lateness)) / 2 * 2));
    }

    private JsonObject config() {
        JsonObject config = JsonObject.of(
                "groupColumns",
                keys == Keys.NO_KEY ? numbers() : numbers(0),
                "aggregates",
                new JsonArray(calls.stream().<Json>map(Call::config).toList()));
        return windows.areThere() ? config.with("window", window()) : config;
    }

    private JsonObject window() {
        return lateness == 0 ? windows.config() : windows.config().with("latenessMicros", Json.of(lateness));
    }

    private Schema outputs() {
        List<Column> columns = new ArrayList<>();
        if (keys != Keys.NO_KEY) {
            columns.add(ROWS.column(0));
        }
        calls.forEach(call -> columns.add(new Column(call.id(), DataType.parse(call.result()))));
        if (windows.areThere()) {
            columns.add(new Column("window_start", ROWS.type(TIME)));
            columns.add(new Column("window_end", ROWS.type(TIME)));
        }
        return new Schema(columns);
    }

    /** Rows that are left of a changelog. */
    private static List<String> standing(List<String> changes) {
        List<String> rows = new ArrayList<>();
        for (String change : changes) {
            String row = change.substring(3);
            if (change.startsWith("+")) {
                rows.add(row);
            } else {
                assertThat(rows.remove(row))
                        .as("%s takes a row back that stands", change)
                        .isTrue();
            }
        }
        return rows;
    }

    private static Schema withTimes() {
        List<Column> columns = new ArrayList<>(ROWS.columns());
        columns.add(new Column("u", DataType.parse("BIGINT NOT NULL")));
        columns.add(new Column("i", DataType.parse("BIGINT NOT NULL")));
        return new Schema(columns);
    }

    private List<List<@Nullable Object>> plain() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : standing) {
            List<@Nullable Object> plain = new ArrayList<>(row);
            plain.set(4, row.get(4) instanceof Long cents ? BigDecimal.valueOf(cents, 2) : null);
            plain.set(
                    TIME,
                    LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus((Long) row.get(TIME), ChronoUnit.MICROS));
            plain.add(row.get(TIME));
            plain.add((long) rows.size());
            rows.add(plain);
        }
        return rows;
    }

    private String question() {
        String values = calls.stream()
                .map(call ->
                        "coalesce((" + call.sql().replace(ARRIVAL, "(" + windows.slice() + ", i)") + ")::text, 'NULL')")
                .collect(Collectors.joining(", "));
        return """
                SELECT concat_ws(', ' %s, %s) %s FROM (%s) AS rows %s
                """.formatted(
                        keys == Keys.NO_KEY ? "" : ", coalesce(k, 'NULL')",
                        values,
                        windows.areThere() ? "|| ' [' || ws || ', ' || we || ')'" : "",
                        windows.rows(),
                        groupBy());
    }

    private String groupBy() {
        List<String> by = new ArrayList<>();
        if (keys != Keys.NO_KEY) {
            by.add("k");
        }
        if (windows.areThere()) {
            by.addAll(List.of("ws", "we"));
        }
        // Without keys there is one group, also of no rows once the input has ended.
        return by.isEmpty() ? "" : "GROUP BY " + String.join(", ", by);
    }
}
