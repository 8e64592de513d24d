package io.millrace.testkit.recovery;

import io.millrace.columns.KeyGroups;
import io.millrace.columns.KeyHash;
import io.millrace.engine.operators.OperatorRegistry;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.protocol.plan.PhysicalOperator;
import io.millrace.spi.operator.OperatorFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An operator of the engine, and what should come of all rows. Its rows are numbers: key, event time in microseconds, and a value.
 *
 * @param inputs how many ports rows come by: those of a split by one
 * @param outputs how many there are; by those behind the first come rows that are late, which none is
 * @param rightRows what of the rows of one key is right
 */
record OperatorCase(
        OperatorFactory factory, int inputs, int outputs, Function<List<Came>, List<List<Long>>> rightRows) {

    static final Schema ROWS = schema("k INT NOT NULL", "t TIMESTAMP(6) NOT NULL", "v BIGINT NOT NULL");

    private static final long MILLI = 1_000;
    private static final long GAP = 40 * MILLI;
    private static final long BEFORE = 10 * MILLI;
    private static final long AFTER = 3 * MILLI;
    private static final int LIMIT = 3;

    /** A row as the operator sees it; {@code time} is unlike that of any other row of the key. */
    record Came(int port, int key, long time, long value) {

        static Came of(long row, int ports) {
            long time = Rows.time(Rows.split(row), Rows.position(row)) * MILLI + Rows.split(row);
            return new Came(Rows.split(row) % ports, Rows.key(row), time, row * 0x9E37_79B9_7F4A_7C15L >>> 40);
        }
    }

    static OperatorCase sessions() {
        JsonObject count = new JsonObject(Map.of(
                "id", Json.of("n"),
                "function", Json.of("COUNT"),
                "argument", Json.of(-1),
                "argumentType", Json.of("INT")));
        JsonObject window =
                new JsonObject(Map.of("kind", Json.of("session"), "gapMicros", Json.of(GAP), "timeColumn", Json.of(1)));
        JsonObject config = new JsonObject(
                Map.of("groupColumns", numbers(0), "aggregates", new JsonArray(List.of(count)), "window", window));
        Schema out = schema(
                "k INT NOT NULL",
                "n BIGINT NOT NULL",
                "window_start TIMESTAMP(6) NOT NULL",
                "window_end TIMESTAMP(6) NOT NULL");
        return of("aggregate", config, List.of(ROWS), List.of(out, ROWS), OperatorCase::sessionsOf);
    }

    private static List<List<Long>> sessionsOf(List<Came> rows) {
        List<List<Long>> sessions = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean isLast =
                    i + 1 == rows.size() || rows.get(i + 1).time() - rows.get(i).time() > GAP;
            if (isLast) {
                Came first = rows.get(from);
                sessions.add(List.of(
                        (long) first.key(),
                        i + 1L - from,
                        first.time(),
                        rows.get(i).time() + GAP));
                from = i + 1;
            }
        }
        return sessions;
    }

    static OperatorCase intervalJoin() {
        JsonObject config = new JsonObject(Map.of(
                "type", Json.of("inner"),
                "leftKeys", numbers(0),
                "rightKeys", numbers(0),
                "rightColumns", numbers(1, 2),
                "leftTime", Json.of(1),
                "rightTime", Json.of(1),
                "beforeMicros", Json.of(BEFORE),
                "afterMicros", Json.of(AFTER)));
        Schema out = schema(
                "k INT NOT NULL",
                "t TIMESTAMP(6) NOT NULL",
                "v BIGINT NOT NULL",
                "rt TIMESTAMP(6) NOT NULL",
                "w BIGINT NOT NULL");
        return of("intervalJoin", config, List.of(ROWS, ROWS), List.of(out), OperatorCase::pairsOf);
    }

    private static List<List<Long>> pairsOf(List<Came> rows) {
        List<List<Long>> pairs = new ArrayList<>();
        for (Came left : rows) {
            for (Came right : rows) {
                boolean near = right.time() >= left.time() - AFTER && right.time() <= left.time() + BEFORE;
                if (left.port() == 0 && right.port() == 1 && near) {
                    pairs.add(List.of((long) left.key(), left.time(), left.value(), right.time(), right.value()));
                }
            }
        }
        return pairs;
    }

    static OperatorCase topN() {
        JsonObject highest = JsonObject.of("column", Json.of(2), "descending", Json.of(true));
        JsonObject config = new JsonObject(Map.of(
                "partitionColumns", numbers(0),
                "order", new JsonArray(List.of(highest)),
                "limit", Json.of(LIMIT),
                "passed", numbers(0, 1, 2),
                "ranked", Json.of(true)));
        List<Column> columns = new ArrayList<>(ROWS.columns());
        columns.add(new Column("rank", DataType.parse("BIGINT NOT NULL")));
        return of("topN", config, List.of(ROWS), List.of(new Schema(columns)), OperatorCase::highestOf);
    }

    private static List<List<Long>> highestOf(List<Came> rows) {
        List<Came> highest = rows.stream()
                .sorted(Comparator.comparingLong(Came::value).reversed())
                .limit(LIMIT)
                .toList();
        return IntStream.range(0, highest.size())
                .mapToObj(i -> List.of(
                        (long) highest.get(i).key(),
                        highest.get(i).time(),
                        highest.get(i).value(),
                        i + 1L))
                .toList();
    }

    static OperatorCase deduplicate() {
        JsonObject config =
                JsonObject.of("keyColumns", numbers(0), "keep", Json.of("last")).with("timeColumn", Json.of(1));
        return of("deduplicate", config, List.of(ROWS), List.of(ROWS), rows -> {
            Came last = rows.getLast();
            return List.of(List.of((long) last.key(), last.time(), last.value()));
        });
    }

    private static OperatorCase of(
            String type,
            JsonObject config,
            List<Schema> inputs,
            List<Schema> outputs,
            Function<List<Came>, List<List<Long>>> rightRows) {
        PhysicalOperator operator = new PhysicalOperator(
                RowTasks.COUNTS,
                type,
                List.of("n1"),
                inputs.stream().map(EdgeSchema::append).toList(),
                outputs.stream().map(EdgeSchema::append).toList(),
                config,
                Map.of());
        OperatorFactory factory = OperatorRegistry.factory(operator, ZoneOffset.UTC);
        return new OperatorCase(factory, inputs.size(), outputs.size(), rightRows);
    }

    /** Which of some tasks has the key group of a key. */
    static int owner(int key, int tasks) {
        return KeyGroups.owner(KeyHash.keyGroup(KeyHash.ofLong(key)), tasks);
    }

    /** All rows of the right answer. */
    List<List<Long>> answer(Rows rows) {
        List<List<Came>> perKey = new ArrayList<>();
        for (int key = 0; key < Rows.KEYS; key++) {
            perKey.add(new ArrayList<>());
        }
        IntStream.range(0, rows.splits())
                .boxed()
                .flatMapToLong(split ->
                        LongStream.range(0, rows.length(split)).map(position -> Rows.row(split, (int) position)))
                .mapToObj(row -> Came.of(row, inputs))
                .sorted(Comparator.comparingLong(Came::time))
                .forEach(row -> perKey.get(row.key()).add(row));
        return perKey.stream()
                .filter(keyed -> !keyed.isEmpty())
                .flatMap(keyed -> rightRows.apply(keyed).stream())
                .toList();
    }

    private static Schema schema(String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            int blank = column.indexOf(' ');
            parsed.add(new Column(column.substring(0, blank), DataType.parse(column.substring(blank + 1))));
        }
        return new Schema(parsed);
    }

    private static JsonArray numbers(int... values) {
        return new JsonArray(Arrays.stream(values).<Json>mapToObj(Json::of).toList());
    }
}
