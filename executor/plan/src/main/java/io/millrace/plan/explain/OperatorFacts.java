package io.millrace.plan.explain;

import io.millrace.model.Durations;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.json.JsonString;
import io.millrace.model.type.Identifiers;
import io.millrace.model.type.Schema;
import io.millrace.plan.explain.ExplainedOperator.Fact;
import io.millrace.protocol.plan.OperatorConfig;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An operator in words, from what its config says (docs/operator-plan.md), with names for positions. */
final class OperatorFacts {

    private final PhysicalOperator operator;
    private final OperatorConfig config;
    private final Map<String, List<ExplainedExpression>> expressions;
    private final List<Fact> facts = new ArrayList<>();

    OperatorFacts(PhysicalOperator operator, Map<String, List<ExplainedExpression>> expressions) {
        this.operator = operator;
        this.config = operator.settings();
        this.expressions = expressions;
    }

    /** {@code localAggregate} as {@code local aggregate}. */
    static String words(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** What to call an input port. */
    String inputName(int port) {
        if (operator.inputs().size() == 1) {
            return "in";
        }
        return switch (operator.type()) {
            case "lookupJoin", "regularJoin", "intervalJoin" -> port == 0 ? "left" : "right";
            default -> "in " + port;
        };
    }

    /** What to call an output port. */
    String outputName(int port) {
        if (port >= operator.outputs().size()) {
            return operator.letters().size() == 1
                    ? "letters"
                    : "letters to "
                            + operator.letters().get(port - operator.outputs().size());
        }
        if (operator.outputs().size() == 1) {
            return "out";
        }
        return switch (operator.type()) {
            case "calc" -> {
                List<String> branches = config.objects("stages").getLast().strings("branches");
                yield port < branches.size() ? branches.get(port) : "otherwise";
            }
            case "aggregate", "over" -> port == 0 ? "out" : "late";
            default -> "out " + port;
        };
    }

    /** Everything there is to say. */
    List<Fact> all() {
        switch (operator.type()) {
            case "source" -> source();
            case "calc" -> stages(operator.inputs().getFirst().schema().names());
            case "watermark" -> watermark(config, names(0));
            case "aggregate", "localAggregate", "globalAggregate" -> aggregate();
            case "deduplicate" -> deduplicate();
            case "over" -> over();
            case "lead" -> lead();
            case "topN" -> topN();
            case "unnest" -> unnest();
            case "lookupJoin", "regularJoin", "intervalJoin" -> join();
            case "sink" -> add("write", connector());
            default -> members();
        }
        return List.copyOf(facts);
    }

    private void add(String label, String line) {
        facts.add(Fact.of(label, line));
    }

    private List<String> names(int input) {
        return operator.inputs().get(input).schema().names();
    }

    private void source() {
        List<String> all = config.schema("schema").names();
        List<String> read = named(config.integers("projection"), all);
        add("read", connector());
        String share = read.size() == all.size() ? "all " + all.size() : read.size() + " of " + all.size();
        add("columns", listed(read) + " (" + share + ")");
        List<String> names = config.json().get("stages").isPresent() ? stages(read) : read;
        config.optionalObject("watermark").ifPresent(watermark -> watermark(watermark, names));
    }

    /** The connector with its scalar settings; lists and objects, such as schemas and secrets, are not for a line of text. */
    private String connector() {
        StringBuilder line = new StringBuilder(config.string("connector"));
        config.object("config").json().members().forEach((key, value) -> {
            if (!(value instanceof JsonObject) && !(value instanceof JsonArray)) {
                line.append(", ").append(key).append(' ').append(scalar(value));
            }
        });
        return line.toString();
    }

    private static String scalar(Json value) {
        return value instanceof JsonString text ? text.value() : value.toString();
    }

    /** Adds what the stages do; answers the names of the columns behind them. */
    private List<String> stages(List<String> input) {
        List<String> names = input;
        List<OperatorConfig> stages = config.objects("stages");
        for (int i = 0; i < stages.size(); i++) {
            OperatorConfig stage = stages.get(i);
            List<ExplainedExpression> trees = expressions.getOrDefault("stage" + i, List.of());
            String of = operator.nodeIds().size() == 1 ? "" : " " + stage.string("node");
            switch (stage.string("kind")) {
                case "filter" -> add("filter" + of, trees.getFirst().sql());
                case "route" -> facts.add(new Fact("route" + of, branches(stage.strings("branches"), trees)));
                case "project" -> {
                    List<String> columns = stage.objects("columns").stream()
                            .map(column -> column.string("name"))
                            .toList();
                    facts.add(project(stage.flag("helper"), of, names, columns, trees));
                    names = columns;
                }
                default -> add(stage.string("kind") + of, stage.json().toString());
            }
        }
        return names;
    }

    private static List<String> branches(List<String> ids, List<ExplainedExpression> conditions) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            lines.add(ids.get(i) + ": " + conditions.get(i).sql());
        }
        lines.add("otherwise: all other rows");
        return lines;
    }

    private static Fact project(
            boolean isHelper, String of, List<String> before, List<String> columns, List<ExplainedExpression> values) {
        List<String> sources = values.stream().map(ExplainedExpression::sql).toList();
        if (!isHelper
                && columns.equals(before)
                && IntStream.range(0, columns.size()).allMatch(i -> isName(sources.get(i), columns.get(i)))) {
            return Fact.of("pass" + of, "all columns");
        }
        List<String> lines = new ArrayList<>();
        List<String> passing = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = Identifiers.quote(columns.get(i));
            String value = sources.get(i);
            if (isName(value, columns.get(i))) {
                passing.add(name);
            } else {
                flush(passing, lines);
                lines.add(name + " = " + value);
            }
        }
        flush(passing, lines);
        return new Fact((isHelper ? "prepare" : "select") + of, lines);
    }

    private static void flush(List<String> passing, List<String> lines) {
        if (!passing.isEmpty()) {
            lines.add(String.join(", ", passing));
            passing.clear();
        }
    }

    private void watermark(OperatorConfig watermark, List<String> names) {
        String of = operator.nodeIds().size() == 1 ? "" : " " + watermark.string("nodeId");
        StringBuilder line = new StringBuilder(Identifiers.quote(names.get(watermark.integer("column"))))
                .append(", up to ")
                .append(Durations.printMicros(watermark.longInteger("outOfOrdernessMicros")))
                .append(" out of order");
        watermark.optionalLong("idleTimeoutMicros").ifPresent(idle -> line.append(", idle after ")
                .append(Durations.printMicros(idle)));
        add("watermark" + of, line.toString());
    }

    private void aggregate() {
        int[] keys = config.integers("groupColumns");
        add("group by", keys.length == 0 ? "nothing, so there is one result" : listed(named(keys, names(0))));
        config.optionalObject("window").ifPresent(window -> add("window", window(window)));
        facts.add(new Fact("aggregate", calls(keys.length)));
        if (operator.outputs().size() > 1) {
            add("late rows", "leave by `late`");
        }
        state();
    }

    private String window(OperatorConfig window) {
        String late = window.optionalLong("latenessMicros").isEmpty()
                ? ""
                : ", late rows for " + Durations.printMicros(window.longInteger("latenessMicros"));
        String by = window.flag("processingTime")
                ? ", by processing time"
                : late + ", by " + Identifiers.quote(names(0).get(window.integer("timeColumn")));
        if (window.string("kind").equals("session")) {
            return "session, until nothing comes for " + Durations.printMicros(window.longInteger("gapMicros")) + by;
        }
        StringBuilder line = new StringBuilder(window.string("kind"))
                .append(", ")
                .append(Durations.printMicros(window.longInteger("sizeMicros")))
                .append(" long");
        window.optionalLong("slideMicros")
                .ifPresent(slide -> line.append(" every ").append(Durations.printMicros(slide)));
        window.optionalLong("stepMicros").ifPresent(step -> line.append(" by ").append(Durations.printMicros(step)));
        return line.append(", offset ")
                .append(Durations.printMicros(window.longInteger("offsetMicros")))
                .append(by)
                .toString();
    }

    private List<String> calls(int keys) {
        List<OperatorConfig> calls = config.objects("aggregates");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            OperatorConfig call = calls.get(i);
            int argument = call.integer("argument");
            String column = argument < 0 ? "*" : Identifiers.quote(names(0).get(argument));
            if (call.flag("distinct")) {
                column = "DISTINCT " + column;
            }
            if (call.json().get("separator").isPresent()) {
                column += ", '" + call.string("separator").replace("'", "''") + "'";
            }
            String function = call.string("function");
            lines.add(
                    switch (operator.type()) {
                        case "localAggregate" -> "%s(%s), in part".formatted(function, column);
                        case "globalAggregate" ->
                            "%s = %s of the parts in %s".formatted(result(keys + i), function, column);
                        default -> "%s = %s(%s)".formatted(result(keys + i), function, column);
                    });
        }
        return lines;
    }

    private String result(int position) {
        return Identifiers.quote(
                operator.outputs().getFirst().schema().column(position).name());
    }

    private void deduplicate() {
        add("key", listed(named(config.integers("keyColumns"), names(0))));
        OptionalLong time = config.optionalLong("timeColumn");
        String order = time.isPresent() ? Identifiers.quote(names(0).get((int) time.getAsLong())) : "arrival";
        add("keep", "the %s row of each key, by %s".formatted(config.string("keep"), order));
        state();
    }

    private void topN() {
        int[] partition = config.integers("partitionColumns");
        add("partition by", partition.length == 0 ? "nothing, so there is one" : listed(named(partition, names(0))));
        facts.add(new Fact(
                "sort by", config.objects("order").stream().map(this::sort).toList()));
        int limit = config.integer("limit");
        String rows = limit == 1 ? "row" : limit + " rows";
        String when = config.optionalLong("timeColumn").isPresent()
                ? ", once the watermark has passed " + Identifiers.quote(names(0).get(config.integer("timeColumn")))
                : ", as they change";
        add("keep", "the first " + rows + when);
        if (config.flag("ranked")) {
            add(
                    "rank",
                    Identifiers.quote(
                            operator.outputs().getFirst().schema().names().getLast()));
        }
        state();
    }

    private void over() {
        int[] partition = config.integers("partitionColumns");
        add("partition by", partition.length == 0 ? "nothing, so there is one" : listed(named(partition, names(0))));
        add("order by", Identifiers.quote(names(0).get(config.integer("timeColumn"))));
        OperatorConfig frame = config.object("frame");
        boolean isRange = frame.flag("range");
        OptionalLong preceding = frame.optionalLong("preceding");
        String back = preceding.isEmpty()
                ? "all rows"
                : isRange ? Durations.printMicros(preceding.getAsLong()) : preceding.getAsLong() + " rows";
        add("frame", back + " before, and " + (isRange ? "all rows of the same time" : "the row itself"));
        List<OperatorConfig> calls = config.objects("calls");
        int passed = config.integers("passed").length;
        if (!calls.isEmpty()) {
            facts.add(new Fact(
                    "add",
                    IntStream.range(0, calls.size())
                            .mapToObj(i -> result(passed + i) + " = " + over(calls.get(i)))
                            .toList()));
        }
        if (operator.outputs().size() > 1) {
            add("late rows", "leave by `late`");
        }
        state();
    }

    private void lead() {
        int[] partition = config.integers("partitionColumns");
        add("partition by", partition.length == 0 ? "nothing, so there is one" : listed(named(partition, names(0))));
        List<OperatorConfig> leads = config.objects("leads");
        int passed = config.integers("passed").length;
        facts.add(new Fact(
                "add",
                IntStream.range(0, leads.size())
                        .mapToObj(i -> "%s = LEAD(%s, %d)"
                                .formatted(
                                        result(passed + i),
                                        Identifiers.quote(
                                                names(0).get(leads.get(i).integer("argument"))),
                                        leads.get(i).integer("offset")))
                        .toList()));
        state();
    }

    private String over(OperatorConfig call) {
        String function = call.string("function");
        int argument = call.integer("argument");
        String offset = call.optionalLong("offset").isPresent() ? ", " + call.integer("offset") : "";
        String column = argument < 0 ? function.equals("COUNT") ? "*" : "" : Identifiers.quote(names(0).get(argument));
        return function + "(" + column + offset + ")";
    }

    private void unnest() {
        add("unnest", Identifiers.quote(names(0).get(config.integer("collection"))));
        List<String> columns = operator.outputs().getFirst().schema().names();
        int passed = config.integers("passed").length;
        int parts = config.integers("parts").length;
        if (parts > 0) {
            add("add", listed(columns.subList(passed, passed + parts)));
        }
        if (config.flag("ordinality")) {
            add("number", Identifiers.quote(columns.getLast()));
        }
        add("rows without elements", config.flag("left") ? "stay, with NULL for them" : "are dropped");
    }

    private String sort(OperatorConfig by) {
        boolean isDescending = by.flag("descending");
        boolean nullsFirst = by.flag("nullsFirst");
        return Identifiers.quote(names(0).get(by.integer("column")))
                + (isDescending ? " DESC" : " ASC")
                + (isDescending == nullsFirst ? " NULLS " + (nullsFirst ? "FIRST" : "LAST") : "");
    }

    private void join() {
        List<String> left = named(config.integers("leftKeys"), names(0));
        List<String> right = named(config.integers("rightKeys"), names(1));
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            keys.add(Identifiers.quote(left.get(i)) + " = " + Identifiers.quote(right.get(i)));
        }
        add("match", String.join(" AND ", keys));
        if (operator.type().equals("intervalJoin")) {
            String leftTime = Identifiers.quote(names(0).get(config.integer("leftTime")));
            String rightTime = Identifiers.quote(names(1).get(config.integer("rightTime")));
            add(
                    "near",
                    "%s from %s before %s to %s after it"
                            .formatted(
                                    leftTime,
                                    Durations.printMicros(config.longInteger("beforeMicros")),
                                    rightTime,
                                    Durations.printMicros(config.longInteger("afterMicros"))));
        }
        switch (config.string("type")) {
            case "left" -> add("unmatched rows", "stay, with NULL on the right");
            case "right" -> add("unmatched rows", "of the right stay, with NULL on the left");
            case "full" -> add("unmatched rows", "of both sides stay, with NULL on the other");
            case "semi" -> add("left rows", "stay as they are if they match");
            case "anti" -> add("left rows", "stay as they are if they do not match");
            default -> add("unmatched rows", "are dropped");
        }
        int[] added = config.integers("rightColumns");
        Schema output = operator.outputs().getFirst().schema();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            String name = Identifiers.quote(output.column(names(0).size() + i).name());
            String source = Identifiers.quote(names(1).get(added[i]));
            columns.add(name.equals(source) ? name : name + " = " + source);
        }
        facts.add(columns.isEmpty() ? Fact.of("add", "nothing") : new Fact("add", columns));
        state();
    }

    private void state() {
        if (config.json().get("state").isPresent()) {
            for (OperatorConfig state : config.objects("state")) {
                add(
                        "state",
                        "%s of %s (%s)"
                                .formatted(
                                        state.string("role"),
                                        state.string("owner"),
                                        String.join(", ", state.strings("elements"))));
            }
        }
        lives(
                "ttlMicros",
                switch (operator.type()) {
                    case "deduplicate" -> "keys";
                    case "over", "topN" -> "partitions";
                    case "lead" -> "rows that wait";
                    default -> "groups";
                });
        lives("leftTtlMicros", "left rows");
        lives("rightTtlMicros", "right rows");
    }

    private void lives(String key, String what) {
        config.optionalLong(key)
                .ifPresent(micros -> add(
                        "state lives",
                        what + " for " + Durations.printMicros(micros) + " after they were last written"));
    }

    /** Whatever there is, for operators without words of their own. */
    private void members() {
        config.json().members().forEach((key, value) -> add(key, scalar(value)));
        expressions.forEach((name, trees) -> facts.add(
                new Fact(name, trees.stream().map(ExplainedExpression::sql).toList())));
    }

    private static List<String> named(int[] positions, List<String> names) {
        return Arrays.stream(positions).mapToObj(names::get).toList();
    }

    /** Whether SQL is just this name; SQL has reserved words in backticks too. */
    private static boolean isName(String sql, String name) {
        return sql.equals(Identifiers.quote(name)) || sql.equals(Identifiers.alwaysQuoted(name));
    }

    private static String listed(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
