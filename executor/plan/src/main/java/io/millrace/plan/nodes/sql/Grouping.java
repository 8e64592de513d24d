package io.millrace.plan.nodes.sql;

import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.nodes.sql.Calls.Call;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.PartScope.Meaning;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes steps of GROUP BY, of the aggregates of a SELECT, and of HAVING. */
final class Grouping {

    private static final List<String> WINDOW = List.of("window_start", "window_end", "window_time");

    private final Steps steps;
    private final Query.Select select;
    private final String path;
    private final Working working;
    private final Scope before;
    private final Optional<From.Windowed> window;
    private final List<Key> keys = new ArrayList<>();
    private final List<Part> windowKeys = new ArrayList<>();
    private final Calls calls;
    private boolean isSound = true;

    Grouping(Steps steps, Query.Select select, String path, Working working) {
        this.steps = steps;
        this.select = select;
        this.path = path;
        this.working = working;
        before = working.rows().scope();
        window = working.rows().window();
        calls = new Calls(before, steps);
    }

    /** A key: what it is, its element's id and the name of its column in the groups. */
    private record Key(Part part, String id, String column) {}

    /** The groups and what names mean over them; empty, with problems, when they are not known. */
    Optional<Working> translate() {
        List<Part> groups = select.groupBy().orElse(List.of());
        readKeys(groups);
        boolean isWindowed = checkWindow();
        if (!isSound) {
            return Optional.empty();
        }
        List<Part> parts = parts();
        parts.forEach(part -> calls.addAll(part.aggregates()));
        Optional<Rows> grouped =
                calls.all().isEmpty() && window.isEmpty() && working.rows().isAppend() && !keys.isEmpty()
                        ? once()
                        : aggregated(isWindowed);
        return grouped.flatMap(rows -> having(over(rows, parts)));
    }

    private List<Part> parts() {
        return Stream.concat(
                        select.items().stream()
                                .filter(Item.Value.class::isInstance)
                                .map(item -> ((Item.Value) item).part())
                                .flatMap(part -> Stream.concat(Stream.of(part), within(part))),
                        select.having().stream())
                .toList();
    }

    /** Calls with an OVER are computed over the groups, so what they hold may be aggregates and keys. */
    private Stream<Part> within(Part item) {
        return item.overs().stream()
                .flatMap(over -> Optional.ofNullable(select.overs().get(over)).stream())
                .flatMap(over -> Stream.of(
                                over.arguments().stream(),
                                over.window().partition().stream(),
                                over.window().order().stream().map(Query.Order::part))
                        .flatMap(part -> part));
    }

    private boolean isOfWindow(Part part) {
        return window.isPresent()
                && part.name()
                        .filter(names -> WINDOW.contains(names.getLast()))
                        .filter(names -> names.size() == 1
                                || names.getFirst()
                                        .equals(window.get()
                                                .alias()
                                                .name()
                                                .orElse(window.get().rows().name())))
                        .isPresent();
    }

    private void readKeys(List<Part> groups) {
        Ids ids = new Ids();
        List<String> taken = new ArrayList<>(window.isPresent() ? WINDOW : List.of());
        for (Part part : groups) {
            if (isOfWindow(part)) {
                windowKeys.add(part);
            } else if (part.isLiteral()) {
                steps.error(
                        PlanProblemCodes.QUERY_UNSUPPORTED,
                        "GROUP BY `" + part.text()
                                + "` is the same for all rows; name a column, or repeat its expression",
                        part.range());
            } else if (!part.aggregates().isEmpty()) {
                steps.error(
                        PlanProblemCodes.FUNCTION_AGGREGATE,
                        "Rows are grouped before they are aggregated; aggregate in a query in brackets, and group its rows",
                        part.range());
            } else if (keys.stream().noneMatch(key -> key.part().isSame(part, before::whole))) {
                if (isAlias(part)) {
                    isSound = false;
                    continue;
                }
                String name = Working.free(part.name().flatMap(before::inner).orElse(part.text()), taken);
                taken.add(name);
                keys.add(new Key(part, ids.fresh(part.name().map(List::getLast).orElse(part.text())), name));
            }
        }
        calls.take(taken);
    }

    /** SQL groups before it gives names, which surprises everybody once. */
    private boolean isAlias(Part part) {
        if (part.name().isEmpty()
                || part.name().get().size() > 1
                || before.meaning(part.name().get()) instanceof Meaning.Found) {
            return false;
        }
        String name = part.name().get().getFirst();
        for (Item item : select.items()) {
            if (item instanceof Item.Value value
                    && value.alias().equals(Optional.of(name))
                    && value.part().name().isEmpty()) {
                steps.report(
                        Problem.error(
                                        PlanProblemCodes.COLUMN_UNKNOWN,
                                        "`" + name
                                                + "` is a name that the SELECT gives, and rows are grouped before; repeat the expression")
                                .fix(
                                        "Repeat it",
                                        steps.replaced(
                                                part.range(), value.part().text())),
                        part.range());
                return true;
            }
        }
        return false;
    }

    private boolean checkWindow() {
        if (window.isEmpty()) {
            return true;
        }
        List<String> named = windowKeys.stream()
                .map(part -> part.name().orElseThrow().getLast())
                .toList();
        if (!named.contains("window_start") || !named.contains("window_end")) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "Rows of a window are grouped by both its ends: GROUP BY window_start, window_end, and whatever else",
                    window.get().range());
            return false;
        }
        Part time = window.get().time();
        Optional<String> column = time.name().flatMap(before::inner);
        Optional<String> eventTime = working.rows().port().schema().eventTime();
        if (column.isEmpty()) {
            return steps.type(time, working.rows().schema(), working.scope()).isPresent();
        }
        if (eventTime.isPresent() && !column.equals(eventTime)) {
            steps.error(
                    PlanProblemCodes.EVENT_TIME_MISSING,
                    "Windows go by event time, which is `%s` here and not `%s`"
                            .formatted(eventTime.get(), column.get()),
                    time.range());
            return false;
        }
        return checkSession();
    }

    private boolean checkSession() {
        for (Part part : window.orElseThrow().partition()) {
            if (keys.stream().noneMatch(key -> key.part().isSame(part, before::whole))) {
                steps.error(
                        PlanProblemCodes.QUERY_UNSUPPORTED,
                        "Sessions are those of a group, so what they are partitioned by stands in the GROUP BY as well",
                        part.range());
                return false;
            }
        }
        boolean isPartitioned = window.get().partition().size() == keys.size();
        if (window.get().function().equals("SESSION") && !isPartitioned) {
            steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "Sessions are those of a group: SESSION(TABLE input PARTITION BY …) has the keys of the GROUP BY",
                    window.get().range());
            return false;
        }
        return true;
    }

    /** Groups of which nothing but the key is asked: each key once. */
    private Optional<Rows> once() {
        StepConfig config = new StepConfig(select.range());
        List<Json> columns = new ArrayList<>();
        for (Key key : keys) {
            config.formula(
                    FieldPath.of("columns").index(columns.size()).key("expression"), key.part(), working.scope());
            columns.add(JsonObject.of(
                    "name",
                    Json.of(key.column()),
                    "expression",
                    Json.of(key.part().text())));
        }
        return steps.add(
                        path + "group-keys",
                        "select",
                        config.json(JsonObject.of("columns", new JsonArray(columns))),
                        working.rows())
                .flatMap(rows -> new Distinct(steps).of(rows, path + "group", select.range()));
    }

    private Optional<Rows> aggregated(boolean isWindowed) {
        StepConfig config = new StepConfig(select.range());
        List<Json> groups = new ArrayList<>();
        for (Key key : keys) {
            FieldPath field = FieldPath.of("groupBy").element(key.id());
            config.place(field, key.part().range());
            config.formula(field.key("expression"), key.part(), working.scope());
            groups.add(JsonObject.of(
                    "id",
                    Json.of(key.id()),
                    "name",
                    Json.of(key.column()),
                    "expression",
                    Json.of(key.part().text())));
        }
        JsonObject json =
                JsonObject.of("groupBy", new JsonArray(groups), "aggregates", calls.json(config, working.scope()));
        Optional<JsonObject> lengths = window.isEmpty() ? Optional.empty() : lengths(window.get());
        if (lengths.isPresent()) {
            json = json.with("window", lengths.get());
            config.place(FieldPath.of("window"), window.get().range());
        }
        boolean isWhole = calls.areSound() && isWindowed && window.isPresent() == lengths.isPresent();
        return isWhole ? steps.add(path + "group", "aggregate", config.json(json), working.rows()) : Optional.empty();
    }

    private Optional<JsonObject> lengths(From.Windowed windowed) {
        List<String> lengths = new ArrayList<>();
        for (Part part : windowed.lengths()) {
            Optional<Long> micros = part.intervalMicros();
            boolean isLength = micros.isPresent() && micros.get() >= 0;
            if (!isLength) {
                steps.error(
                        PlanProblemCodes.WINDOW_LENGTHS,
                        "The lengths of a window are intervals such as INTERVAL '10' SECOND, of days at most",
                        part.range());
                return Optional.empty();
            }
            lengths.add(Durations.printMicros(micros.get()));
        }
        JsonObject json =
                switch (windowed.function()) {
                    case "TUMBLE" -> JsonObject.of("type", Json.of("tumbling"), "size", Json.of(lengths.get(0)));
                    case "HOP" ->
                        JsonObject.of(
                                "type",
                                Json.of("hopping"),
                                "slide",
                                Json.of(lengths.get(0)),
                                "size",
                                Json.of(lengths.get(1)));
                    case "CUMULATE" ->
                        JsonObject.of(
                                "type",
                                Json.of("cumulative"),
                                "step",
                                Json.of(lengths.get(0)),
                                "size",
                                Json.of(lengths.get(1)));
                    default -> JsonObject.of("type", Json.of("session"), "gap", Json.of(lengths.get(0)));
                };
        int whole = windowed.function().equals("TUMBLE") ? 1 : 2;
        boolean hasOffset = !windowed.function().equals("SESSION") && lengths.size() > whole;
        return Optional.of(hasOffset ? json.with("offset", Json.of(lengths.get(whole))) : json);
    }

    /** What names mean over groups: keys and windows are columns, whatever else a row had is not there any more. */
    private Working over(Rows rows, List<Part> parts) {
        PartScope scope = new PartScope(this::meaning);
        for (Part part : parts) {
            part.find(inner -> keys.stream().anyMatch(key -> key.part().isSame(inner, before::whole)))
                    .forEach(inner -> scope.computed(inner, columnOf(inner)));
            for (Call call : calls.all()) {
                call.parts().forEach(inner -> scope.computed(inner, call.column()));
            }
        }
        List<Scope.Column> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(new Scope.Column(Optional.empty(), key.column(), key.column())));
        return new Working(steps, path, rows.with(new Scope(columns)), scope);
    }

    private String columnOf(Part part) {
        return keys.stream()
                .filter(key -> key.part().isSame(part, before::whole))
                .map(Key::column)
                .findFirst()
                .orElseThrow();
    }

    private Meaning meaning(List<String> names) {
        String table = window.map(
                        known -> known.alias().name().orElse(known.rows().name()))
                .orElse("");
        boolean isOfWindow = WINDOW.contains(names.getLast())
                && window.isPresent()
                && (names.size() == 1 || names.size() == 2 && names.getFirst().equals(table));
        if (isOfWindow) {
            return new Meaning.Found(names.getLast(), names.size());
        }
        Meaning meant = before.meaning(names);
        if (meant instanceof Meaning.Found(String column, int used)) {
            Optional<String> key = keys.stream()
                    .filter(known -> known.part().name().flatMap(before::inner).equals(Optional.of(column)))
                    .map(Key::column)
                    .findFirst();
            String written = String.join(".", names);
            return key.<Meaning>map(known -> new Meaning.Found(known, used))
                    .orElseGet(() -> new Meaning.Missed(
                            "`%s` is not the same for all rows of a group; GROUP BY it as well, or aggregate it, such as MAX(%s)"
                                    .formatted(written, written),
                            Optional.of("MAX(" + Names.quoteIfNeeded(names.getLast()) + ")")
                                    .filter(_ -> names.size() == 1)));
        }
        return meant;
    }

    private Optional<Working> having(Working grouped) {
        boolean isKnown = select.having()
                .map(condition -> grouped.filter(condition, "having"))
                .orElse(true);
        return isKnown ? Optional.of(grouped) : Optional.empty();
    }
}
