package io.millrace.plan.nodes.sql;

import io.millrace.expr.ColumnRef;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Query.Item;
import io.millrace.plan.sql.Windowing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes steps of the calls with an OVER: numbers with a bound around them a top N or a deduplicate, all others over nodes. */
final class Overs {

    private static final Set<String> FUNCTIONS = Set.of(
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VAR_POP",
            "VAR_SAMP",
            "ROW_NUMBER",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE");

    private final Steps steps;
    private final Query.Select select;
    private final String path;
    private final Working working;
    private final Ids ids = new Ids();

    Overs(Steps steps, Query.Select select, String path, Working working) {
        this.steps = steps;
        this.select = select;
        this.path = path;
        this.working = working;
    }

    /**
     * Adds the steps; says whether all is known that comes out.
     *
     * @param unseen takes numbers up that nobody reads, so that there is no column of them
     */
    boolean translate(Optional<RankBound> bound, Set<Part> unseen) {
        Map<List<Object>, List<Windowing>> byWindow = new LinkedHashMap<>();
        List<Windowing> numbers = new ArrayList<>();
        boolean isKnown = true;
        for (Item item : select.items()) {
            if (item instanceof Item.Value value) {
                for (Part part : value.part().overs()) {
                    Windowing over = select.overs().get(part);
                    if (over == null) {
                        isKnown = false;
                    } else if (isBound(bound, value, part)) {
                        numbers.add(over);
                    } else {
                        byWindow.computeIfAbsent(windowOf(over), _ -> new ArrayList<>())
                                .add(over);
                    }
                }
            }
        }
        List<List<Windowing>> windows = new ArrayList<>(byWindow.values());
        // What looks ahead changes, and has no event time for others to go by.
        windows.sort(Comparator.comparing(Overs::looksAhead));
        if (windows.size() > 1 && looksAhead(windows.get(windows.size() - 2))) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "A SELECT has LEAD over one window only: rows that look ahead change, and have no event time for another to go by",
                    windows.getLast().getFirst().part().range());
            return false;
        }
        for (List<Windowing> calls : windows) {
            isKnown = isKnown && over(calls);
        }
        for (Windowing number : numbers) {
            isKnown = isKnown && first(number, bound.orElseThrow(), unseen);
        }
        return isKnown;
    }

    private static boolean looksAhead(List<Windowing> calls) {
        return calls.stream().anyMatch(call -> call.function().equals("LEAD"));
    }

    private static boolean isBound(Optional<RankBound> bound, Item.Value value, Part part) {
        return bound.isPresent() && value.part().equals(part) && value.alias().equals(bound.map(RankBound::column));
    }

    /** Calls over equal windows are computed together. */
    private static List<Object> windowOf(Windowing over) {
        return List.of(
                over.window().partition().stream().map(Part::text).toList(),
                over.window().order().stream()
                        .map(by -> by.part().text() + by.isDescending())
                        .toList(),
                over.window().isRows(),
                over.window().preceding().map(Part::text));
    }

    private Optional<List<String>> partition(Windowing over, String id) {
        return working.columns(over.window().partition(), id, over.window().range())
                .map(columns -> columns.stream().distinct().toList());
    }

    private static JsonArray keys(List<String> columns) {
        Ids ids = new Ids();
        return new JsonArray(columns.stream()
                .<Json>map(column -> JsonObject.of("id", Json.of(ids.fresh(column)), "column", Json.of(column)))
                .toList());
    }

    private Optional<String> eventTime() {
        return working.rows().port().schema().eventTime();
    }

    /** Whether rows are sorted by event time and by nothing else. */
    private boolean isByTime(Windowing over) {
        List<Query.Order> order = over.window().order();
        return order.size() == 1
                && eventTime().isPresent()
                && order.getFirst().part().name().isPresent()
                && steps.type(order.getFirst().part(), working.rows().schema(), working.scope())
                        .filter(tree ->
                                tree instanceof ColumnRef column && eventTime().equals(Optional.of(column.name())))
                        .isPresent();
    }

    private boolean first(Windowing number, RankBound bound, Set<Part> unseen) {
        if (bound.limit() < 1) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "ROW_NUMBER counts from 1, so no row has a number up to " + bound.limit(),
                    bound.condition().range());
            return false;
        }
        if (number.window().order().isEmpty()) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "Which rows come first is said by an ORDER BY behind the PARTITION BY",
                    number.window().range());
            return false;
        }
        Optional<List<String>> partition = partition(number, "top-keys");
        if (partition.isEmpty()) {
            return false;
        }
        boolean isByTime = isByTime(number);
        // Rows that differ in the number alone are not equal.
        boolean isRead = bound.isRead() || select.isDistinct();
        boolean isOne = bound.limit() == 1
                && !isRead
                && !partition.get().isEmpty()
                && working.rows().isAppend();
        if (!isRead) {
            unseen.add(number.part());
        }
        return isOne && isByTime ? deduplicate(number, partition.get()) : top(number, bound, partition.get(), isRead);
    }

    private boolean deduplicate(Windowing number, List<String> partition) {
        boolean isLast = number.window().order().getFirst().isDescending();
        JsonObject json = JsonObject.of(
                "keys", keys(partition), "keep", Json.of(isLast ? "last" : "first"), "order", Json.of("eventTime"));
        return become(steps.add(
                path + "deduplicate",
                "deduplicate",
                new StepConfig(number.part().range()).json(json),
                working.rows()));
    }

    private boolean top(Windowing number, RankBound bound, List<String> partition, boolean isRead) {
        StepConfig config = new StepConfig(number.part().range());
        config.place(FieldPath.of("limit"), bound.condition().range());
        JsonObject json = JsonObject.of(
                "partitionBy",
                keys(partition),
                "orderBy",
                Sorting.json(number.window().order(), config, working.scope()),
                "limit",
                Json.of(bound.limit()));
        String rank = Working.free("$" + bound.column(), working.rows().schema().names());
        if (isRead) {
            json = json.with("rank", Json.of(rank));
            working.scope().computed(number.part(), rank);
        }
        return become(steps.add(path + "top", "topN", config.json(json), working.rows()));
    }

    private boolean over(List<Windowing> calls) {
        Windowing one = calls.getFirst();
        if (calls.stream().anyMatch(call -> !isKnown(call)) || !checkOrder(one)) {
            return false;
        }
        Optional<List<String>> partition = partition(one, "over-keys");
        Optional<JsonObject> frame =
                one.window().preceding().isEmpty() && !one.window().isRows()
                        ? Optional.of(JsonObject.EMPTY)
                        : frame(one);
        if (partition.isEmpty() || frame.isEmpty()) {
            return false;
        }
        StepConfig config = new StepConfig(one.part().range());
        List<Json> functions = new ArrayList<>();
        List<String> taken = new ArrayList<>(working.rows().schema().names());
        for (Windowing call : calls) {
            String id = ids.fresh(call.function()
                    + call.arguments().stream()
                            .map(argument -> "-" + argument.text())
                            .collect(Collectors.joining()));
            String column = Working.free("$" + id, taken);
            taken.add(column);
            FieldPath field = FieldPath.of("functions").element(id);
            config.place(field, call.part().range());
            JsonObject json =
                    JsonObject.of("id", Json.of(id), "name", Json.of(column), "function", Json.of(call.function()));
            if (!call.arguments().isEmpty()) {
                config.formula(field.key("argument"), call.arguments().getFirst(), working.scope());
                json = json.with("argument", Json.of(call.arguments().getFirst().text()));
            }
            Optional<Long> offset =
                    call.arguments().size() > 1 ? call.arguments().get(1).wholeNumber() : Optional.empty();
            functions.add(offset.isPresent() ? json.with("offset", Json.of(offset.get())) : json);
            working.scope().computed(call.part(), column);
        }
        JsonObject json = JsonObject.of("partitionBy", keys(partition.get()), "functions", new JsonArray(functions));
        return become(steps.add(
                path + stepOf(one),
                "over",
                config.json(frame.get().equals(JsonObject.EMPTY) ? json : json.with("frame", frame.get())),
                working.rows()));
    }

    /** By what the window is, since a SELECT may have several. */
    private static String stepOf(Windowing over) {
        List<String> words = new ArrayList<>(List.of("over"));
        over.window().partition().forEach(part -> words.add(part.text()));
        if (over.window().isRows() || over.window().preceding().isPresent()) {
            words.add(over.window().isRows() ? "rows" : "range");
        }
        over.window().preceding().ifPresent(length -> words.add(length.text()));
        return Ids.of(String.join("-", words));
    }

    private boolean isKnown(Windowing call) {
        int most = call.function().equals("LAG") || call.function().equals("LEAD")
                ? 2
                : call.function().equals("ROW_NUMBER") ? 0 : 1;
        boolean isOffset = call.arguments().size() < 2
                || call.arguments().get(1).wholeNumber().isPresent();
        String message = !FUNCTIONS.contains(call.function())
                ? call.function() + " cannot be used with OVER; there are "
                        + String.join(", ", FUNCTIONS.stream().sorted().toList())
                : call.arguments().size() > most || !isOffset
                        ? call.function() + " is written "
                                + (most == 2
                                        ? call.function() + "(value) or " + call.function() + "(value, 2)"
                                        : call.function() + (most == 0 ? "()" : "(value)"))
                        : "";
        if (!message.isEmpty()) {
            steps.error(
                    PlanProblemCodes.FUNCTION_ARGUMENTS, message, call.part().range());
        }
        return message.isEmpty();
    }

    private boolean checkOrder(Windowing over) {
        if (isByTime(over) && !over.window().order().getFirst().isDescending()) {
            return true;
        }
        String number = over.function().equals("ROW_NUMBER")
                ? "; for the first rows in another order put this in brackets, and WHERE … <= 10 around it"
                : "";
        String time =
                eventTime().map(name -> ", `" + name + "`, from the first on").orElse(", and these rows have none");
        steps.error(
                PlanProblemCodes.QUERY_UNSUPPORTED,
                "OVER goes by event time" + time + number,
                over.window().range());
        return false;
    }

    private Optional<JsonObject> frame(Windowing over) {
        Optional<Part> preceding = over.window().preceding();
        String type = over.window().isRows() ? "rows" : "range";
        if (preceding.isEmpty()) {
            return Optional.of(JsonObject.of("type", Json.of(type)));
        }
        Optional<Json> length = over.window().isRows()
                ? preceding.get().wholeNumber().map(Json::of)
                : preceding
                        .get()
                        .intervalMicros()
                        .filter(micros -> micros >= 0)
                        .map(Durations::printMicros)
                        .map(Json::of);
        if (length.isEmpty()) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "ROWS go by a number, ROWS BETWEEN 10 PRECEDING, and RANGE by a time, RANGE BETWEEN INTERVAL '1' HOUR PRECEDING",
                    preceding.get().range());
            return Optional.empty();
        }
        return Optional.of(JsonObject.of("type", Json.of(type), "preceding", length.get()));
    }

    private boolean become(Optional<Rows> rows) {
        rows.ifPresent(known -> working.become(known.with(working.rows().scope())));
        return rows.isPresent();
    }
}
