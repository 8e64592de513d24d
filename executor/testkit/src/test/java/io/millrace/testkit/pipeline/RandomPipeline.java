package io.millrace.testkit.pipeline;

import io.millrace.model.json.Json;
import io.millrace.testkit.pipeline.Relation.Col;
import io.millrace.testkit.pipeline.Relation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** A pipeline drawn by chance over the sources {@code left} and {@code names}, and each of its sinks as a query. */
final class RandomPipeline {

    /** What {@code left} has; {@code t} only ever rises where {@link #isSorted}. */
    static final String LEFT_SCHEMA =
            "[{name: k, type: INT}, {name: s, type: STRING}, {name: v, type: BIGINT}, {name: d, type: \"DECIMAL(10, 2)\"},"
                    + " {name: t, type: TIMESTAMP(3) NOT NULL}]";

    static final String NAMES_SCHEMA = "[{name: id, type: INT}, {name: label, type: STRING}]";

    private static final List<Col> LEFT = List.of(
            new Col("k", Kind.WHOLE),
            new Col("s", Kind.TEXT),
            new Col("v", Kind.WHOLE),
            new Col("d", Kind.DECIMAL),
            new Col("t", Kind.TIME));

    private final Random random;
    private final RandomSql sql;

    /** Draws the kinds of windows, by chance of its own as joins are. */
    private final Random windows;

    private final boolean isSorted;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();
    private final Map<String, String> queries = new LinkedHashMap<>();
    private int number;

    RandomPipeline(long seed) {
        random = new Random(seed);
        sql = new RandomSql(random);
        windows = new Random(seed * 31);
        isSorted = random.nextBoolean();
        List<Relation> open = new ArrayList<>();
        open.add(source());
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            step(open);
        }
        // By chance of its own, so that what seeds have found before joins were drawn stays found.
        Random joins = new Random(~seed);
        if (joins.nextInt(3) == 0) {
            open.add(join(open.get(joins.nextInt(open.size())), open.get(joins.nextInt(open.size())), joins));
        }
        open.forEach(this::sink);
    }

    /** Whether the rows of {@code left} have to come in the order of {@code t}. */
    boolean isSorted() {
        return isSorted;
    }

    /** The document. */
    String yaml() {
        return "apiVersion: millrace.io/v1\nkind: Pipeline\nid: random\nname: Random\nnodes:\n" + String.join("", nodes)
                + "edges:\n" + String.join("", edges);
    }

    /** For each sink what stands at it in the end. */
    Map<String, String> queries() {
        return queries;
    }

    private Relation source() {
        node("left", "memory-source", "schema: " + LEFT_SCHEMA + ", splits: " + (1 + random.nextInt(5)));
        Relation left = new Relation(out("left"), LEFT, "SELECT k, s, v, d, t FROM \"left\"", Optional.empty(), true);
        if (random.nextInt(4) == 0) {
            return left;
        }
        if (random.nextBoolean()) {
            left = filter(left);
        }
        // Rows out of order are all within this bound, so none is late.
        String bound = isSorted ? "0 s" : "1000 d";
        String id = node("watermark", "column: t, outOfOrderness: " + bound, left);
        return new Relation(out(id), left.columns(), left.sql(), Optional.of("t"), true);
    }

    private void step(List<Relation> open) {
        Relation over = open.get(random.nextInt(open.size()));
        if (random.nextInt(5) != 0) {
            open.remove(over);
        }
        switch (random.nextInt(8)) {
            case 0 -> open.add(filter(over));
            case 1, 2 -> open.add(select(over));
            case 3 -> open.addAll(route(over));
            case 4 -> open.add(union(over, filter(over)));
            case 5 -> open.add(over.isAppend() ? lookup(over) : filter(over));
            default -> open.add(over.isAppend() ? aggregate(over) : select(over));
        }
    }

    private Relation filter(Relation over) {
        String condition = sql.condition(over, 2);
        String id = node("filter", "condition: " + Json.of(condition), over);
        return new Relation(
                out(id),
                over.columns(),
                "SELECT * FROM " + over.from() + " WHERE " + condition,
                over.time(),
                over.isAppend());
    }

    private Relation select(Relation over) {
        Map<Col, String> made = new LinkedHashMap<>();
        over.time().ifPresent(time -> made.put(new Col(time, Kind.TIME), time));
        for (Col column : over.columns()) {
            boolean isTime = over.time().filter(column.name()::equals).isPresent();
            if (!isTime && random.nextInt(3) != 0) {
                made.put(new Col("c" + number++, column.kind()), sql.expression(over, column.kind(), 3));
            }
        }
        if (made.isEmpty()) {
            made.put(new Col("c" + number++, Kind.WHOLE), sql.expression(over, Kind.WHOLE, 2));
        }
        String config = made.entrySet().stream()
                .map(each -> "{name: " + each.getKey().name() + ", expression: " + Json.of(each.getValue()) + "}")
                .collect(Collectors.joining(", ", "columns: [", "]"));
        String id = node("select", config, over);
        String columns = made.entrySet().stream()
                .map(each -> each.getValue() + " AS " + each.getKey().name())
                .collect(Collectors.joining(", "));
        return new Relation(
                out(id),
                List.copyOf(made.keySet()),
                "SELECT " + columns + " FROM " + over.from(),
                over.time(),
                over.isAppend());
    }

    private List<Relation> route(Relation over) {
        String condition = sql.condition(over, 2);
        String id = node("route", "branches: [{id: one, condition: " + Json.of(condition) + "}]", over);
        String rest = "SELECT * FROM " + over.from() + " WHERE ";
        return List.of(
                new Relation(out(id, "one"), over.columns(), rest + condition, over.time(), over.isAppend()),
                new Relation(
                        out(id, "otherwise"),
                        over.columns(),
                        rest + "(" + condition + ") IS NOT TRUE",
                        over.time(),
                        over.isAppend()));
    }

    private Relation union(Relation one, Relation other) {
        String id = node("union", "", one);
        edge(other.endpoint(), id, "in");
        return new Relation(
                out(id),
                one.columns(),
                "(" + one.sql() + ") UNION ALL (" + other.sql() + ")",
                one.time(),
                one.isAppend());
    }

    private Relation lookup(Relation over) {
        List<Col> keys = over.columns().stream()
                .filter(column -> column.name().equals("k"))
                .toList();
        if (keys.isEmpty()
                || over.columns().stream().anyMatch(column -> column.name().equals("label"))) {
            return filter(over);
        }
        boolean isLeft = random.nextBoolean();
        if (nodes.stream().noneMatch(node -> node.contains("id: names,"))) {
            node("names", "memory-source", "schema: " + NAMES_SCHEMA + ", splits: 2");
        }
        String id = "n" + number++;
        String twice = random.nextInt(3) == 0 ? ", {id: two, left: k, right: id}" : "";
        String again = "l" + number++;
        node(
                id,
                "join",
                "kind: lookup, type: " + (isLeft ? "left" : "inner") + ", on: [{id: one, left: k, right: id}" + twice
                        + "], columns: [{column: label}, {name: " + again + ", column: label}]");
        edge(over.endpoint(), id, "left");
        edge(out("names"), id, "right");
        List<Col> columns = new ArrayList<>(over.columns());
        columns.add(new Col("label", Kind.TEXT));
        columns.add(new Col(again, Kind.TEXT));
        return new Relation(
                out(id),
                columns,
                "SELECT r.*, label, label AS " + again + " FROM " + over.from() + (isLeft ? " LEFT" : "")
                        + " JOIN names ON k = names.id",
                over.time(),
                true);
    }

    /** Two relations of any sort, or one with itself; they stay open. */
    private Relation join(Relation left, Relation right, Random chance) {
        List<Col> leftKeys = left.of(Kind.WHOLE);
        List<Col> rightKeys = right.of(Kind.WHOLE);
        if (leftKeys.isEmpty() || rightKeys.isEmpty()) {
            return filter(left);
        }
        String leftKey = leftKeys.get(chance.nextInt(leftKeys.size())).name();
        String rightKey = rightKeys.get(chance.nextInt(rightKeys.size())).name();
        List<Col> columns = new ArrayList<>(left.columns());
        List<String> added = new ArrayList<>();
        List<String> select = new ArrayList<>();
        for (Col column : right.columns()) {
            String name = "j" + number++;
            columns.add(new Col(name, column.kind()));
            added.add("{name: " + name + ", column: " + column.name() + "}");
            select.add(", r." + column.name() + " AS " + name);
        }
        String type = List.of("inner", "left", "right", "full", "semi", "anti").get(chance.nextInt(6));
        boolean onlyLeft = type.equals("semi") || type.equals("anti");
        boolean isNear = !onlyLeft
                && left.isAppend()
                && right.isAppend()
                && left.time().isPresent()
                && right.time().isPresent()
                && chance.nextInt(3) != 0;
        int before = chance.nextInt(50);
        int after = chance.nextInt(50);
        String id = "n" + number++;
        node(
                id,
                "join",
                (isNear
                                ? "kind: interval, interval: {before: " + before + " h, after: " + after + " h}"
                                : "kind: regular")
                        + ", type: " + type + ", on: [{id: one, left: " + leftKey + ", right: " + rightKey + "}]"
                        + (onlyLeft ? "" : ", columns: [" + String.join(", ", added) + "]"));
        edge(left.endpoint(), id, "left");
        edge(right.endpoint(), id, "right");
        boolean isAppend = left.isAppend() && right.isAppend();
        String on = " ON l." + leftKey + " = r." + rightKey
                + (isNear
                        ? " AND l.%s BETWEEN r.%s - interval '%d hours' AND r.%s + interval '%d hours'"
                                .formatted(
                                        left.time().get(),
                                        right.time().get(),
                                        before,
                                        right.time().get(),
                                        after)
                        : "");
        if (onlyLeft) {
            return new Relation(
                    out(id),
                    left.columns(),
                    "SELECT l.* FROM (" + left.sql() + ") l WHERE " + (type.equals("anti") ? "NOT " : "")
                            + "EXISTS (SELECT 1 FROM (" + right.sql() + ") r WHERE l." + leftKey + " = r." + rightKey
                            + ")",
                    Optional.empty(),
                    isAppend && type.equals("semi"));
        }
        return new Relation(
                out(id),
                columns,
                "SELECT l.*" + String.join("", select) + " FROM (" + left.sql() + ") l " + type + " JOIN ("
                        + right.sql() + ") r" + on,
                Optional.empty(),
                isNear || isAppend && type.equals("inner"));
    }

    private Relation aggregate(Relation over) {
        boolean windowed = over.time().isPresent() && random.nextInt(4) != 0;
        List<Col> columns = new ArrayList<>();
        List<String> config = new ArrayList<>();
        List<String> select = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        List<String> keyExpressions = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Kind kind = random.nextBoolean() ? Kind.WHOLE : Kind.TEXT;
            String name = "g" + number++;
            String key = sql.expression(over, kind, 1);
            groups.add("{id: " + name + ", name: " + name + ", expression: " + Json.of(key) + "}");
            select.add("(" + key + ") AS " + name);
            columns.add(new Col(name, kind));
            keyExpressions.add(key);
        }
        int keys = columns.size();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            call(over, columns, config, select);
        }
        String window = "";
        String having = "";
        String from = over.from();
        Optional<String> group = Optional.empty();
        Optional<String> time = Optional.empty();
        if (windowed) {
            int hours = 1 + random.nextInt(30);
            int offset = random.nextInt(hours);
            RandomWindow drawn =
                    RandomWindow.of(hours, offset, from, over.time().get(), keyExpressions, windows);
            window = "window: " + drawn.config() + ", ";
            from = drawn.from();
            group = drawn.group();
            select.add(drawn.start() + " AS window_start");
            select.add(drawn.end() + " AS window_end");
            select.add(drawn.end() + " - interval '1 millisecond' AS window_time");
            columns.add(new Col("window_start", Kind.TIME));
            columns.add(new Col("window_end", Kind.TIME));
            columns.add(new Col("window_time", Kind.TIME));
            time = Optional.of("window_time");
            having = keys == 0 ? " HAVING count(*) > 0" : "";
        }
        String id = node(
                "aggregate",
                window + "groupBy: [" + String.join(", ", groups) + "], aggregates: [" + String.join(", ", config)
                        + "]",
                over);
        List<String> by = new ArrayList<>();
        for (int i = 1; i <= select.size(); i++) {
            if (i <= keys || windowed && group.isEmpty() && i > select.size() - 3) {
                by.add(Integer.toString(i));
            }
        }
        group.ifPresent(by::add);
        return new Relation(
                out(id),
                columns,
                "SELECT " + String.join(", ", select) + " FROM " + from
                        + (by.isEmpty() ? "" : " GROUP BY " + String.join(", ", by)) + having,
                time,
                windowed);
    }

    private void call(Relation over, List<Col> columns, List<String> config, List<String> select) {
        String name = "a" + number++;
        String id = "{id: " + name + ", name: " + name + ", function: ";
        Kind kind = over.of(Kind.DECIMAL).isEmpty() || random.nextBoolean() ? Kind.WHOLE : Kind.DECIMAL;
        String argument = sql.expression(over, kind, 1);
        String quoted = ", argument: " + Json.of(argument) + "}";
        String text = sql.expression(over, Kind.TEXT, 1);
        if (number % 3 == 0) {
            quoted = quoted.replace("}", ", distinct: true}");
            argument = "DISTINCT " + argument;
        }
        switch (random.nextInt(6)) {
            case 0 -> add(columns, config, select, new Col(name, Kind.WHOLE), id + "COUNT}", "count(*)");
            case 1 ->
                add(
                        columns,
                        config,
                        select,
                        new Col(name, Kind.WHOLE),
                        id + "COUNT" + quoted,
                        "count(" + argument + ")");
            case 2 -> add(columns, config, select, new Col(name, kind), id + "SUM" + quoted, "sum(" + argument + ")");
            case 3 -> add(columns, config, select, new Col(name, kind), id + "MAX" + quoted, "max(" + argument + ")");
            case 4 ->
                add(
                        columns,
                        config,
                        select,
                        new Col(name, Kind.TEXT),
                        id + "MIN, argument: " + Json.of(text) + "}",
                        "min(" + text + ")");
            default ->
                add(
                        columns,
                        config,
                        select,
                        new Col(name, kind),
                        id + "AVG" + quoted,
                        // Of whole numbers a whole number, towards zero; of decimals at least six digits.
                        kind == Kind.WHOLE
                                ? "trunc(avg(" + argument + "))::bigint"
                                : "avg(" + argument + ")::numeric(38, 6)");
        }
    }

    private static void add(
            List<Col> columns, List<String> config, List<String> select, Col column, String call, String query) {
        columns.add(column);
        config.add(call);
        select.add(query + " AS " + column.name());
    }

    private void sink(Relation over) {
        String id = node("memory-sink", "", over);
        queries.put(id, over.sql());
    }

    private String node(String type, String config, Relation over) {
        String id = "n" + number++;
        node(id, type, config);
        edge(over.endpoint(), id, "in");
        return id;
    }

    private void node(String id, String type, String config) {
        nodes.add("  - {id: " + id + ", type: " + type + ", config: {" + config + "}}\n");
    }

    private void edge(String from, String to, String port) {
        edges.add("  - {from: " + from + ", to: {node: " + to + ", port: " + port + "}}\n");
    }

    private static String out(String node) {
        return out(node, "out");
    }

    private static String out(String node, String port) {
        return "{node: " + node + ", port: " + port + "}";
    }
}
