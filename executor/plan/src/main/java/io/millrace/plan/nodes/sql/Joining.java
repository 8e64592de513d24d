package io.millrace.plan.nodes.sql;

import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.TextRange;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query.Condition;
import io.millrace.plan.sql.Query.From;
import io.millrace.plan.sql.Query.JoinType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes steps of one join. Equalities of the two sides become its keys; bounds of the distance of their event times make it an interval
 * join; conditions on one side alone are looked at before it where that is the same, and all others behind it.
 */
final class Joining {

    private static final PortName LEFT = new PortName("left");
    private static final PortName RIGHT = new PortName("right");

    private final Steps steps;
    private final From.Joined join;
    private final String id;
    private final Working left;
    private final Working right;
    private final Scope both;

    Joining(Steps steps, String path, From.Joined join, Rows leftRows, Rows rightRows) {
        this.steps = steps;
        this.join = join;
        List<String> names = rightRows.scope().tables();
        id = path + "join-" + (names.isEmpty() ? "right" : Ids.of(names.getFirst()));
        left = new Working(steps, id + "-left-", leftRows, new PartScope(leftRows.scope()::meaning));
        right = new Working(steps, id + "-right-", rightRows, new PartScope(rightRows.scope()::meaning));
        both = leftRows.scope().and(rightRows.scope());
    }

    /** What a condition is about. */
    private enum Side {
        NONE,
        LEFT,
        RIGHT,
        BOTH
    }

    /** A pair of expressions that must be equal. */
    private record Key(Part left, Part right) {}

    /** The joined rows. */
    Optional<Rows> translate(List<Condition> on) {
        List<Part> conditions = new ArrayList<>();
        for (Condition condition : on) {
            switch (condition) {
                case Condition.Plain(Part part) -> conditions.add(part);
                case Condition.In _, Condition.Exists _ ->
                    steps.error(
                            PlanProblemCodes.QUERY_UNSUPPORTED,
                            "A query in a condition stands in a WHERE, and not in an ON",
                            condition.range());
            }
        }
        boolean isLeftWindowed = windowed(left);
        boolean isRightWindowed = windowed(right);
        boolean areKnown = true;
        for (Part part : conditions) {
            areKnown &= isKnown(part);
        }
        if (isLeftWindowed || isRightWindowed || !areKnown) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        List<Part> rest = new ArrayList<>();
        for (Part condition : conditions) {
            Optional<Key> key = key(condition);
            key.ifPresent(keys::add);
            if (key.isEmpty() && !filtersOneSide(condition)) {
                rest.add(condition);
            }
        }
        if (keys.isEmpty()) {
            steps.error(
                    PlanProblemCodes.JOIN_KEY,
                    "Rows are joined by what is equal in both, and nothing says so: ON a.id = b.id, or in the WHERE of an inner join",
                    join.range());
            return Optional.empty();
        }
        return joined(keys, rest);
    }

    private boolean windowed(Working side) {
        side.rows()
                .window()
                .ifPresent(window -> steps.error(
                        PlanProblemCodes.QUERY_UNSUPPORTED,
                        "Windows are made of one table by grouping its rows; do that in a query in brackets, and join that",
                        window.range()));
        return side.rows().window().isPresent();
    }

    /** Whether all names in it stand for something; what does not is reported. */
    private boolean isKnown(Part condition) {
        boolean isKnown = true;
        for (Part name : condition.names()) {
            if (both.meaning(name.name().orElseThrow()) instanceof PartScope.Meaning.Missed) {
                steps.type(name, left.rows().schema(), new PartScope(both::meaning));
                isKnown = false;
            }
        }
        return isKnown;
    }

    private Side sideOf(Part part) {
        boolean isLeft = false;
        boolean isRight = false;
        for (Part name : part.names()) {
            boolean isOfLeft = both.column(name.name().orElseThrow())
                    .filter(left.rows().scope().columns()::contains)
                    .isPresent();
            isLeft |= isOfLeft;
            isRight |= !isOfLeft;
        }
        return isLeft && isRight ? Side.BOTH : isLeft ? Side.LEFT : isRight ? Side.RIGHT : Side.NONE;
    }

    private Optional<Key> key(Part condition) {
        return condition
                .compared()
                .filter(compared -> compared.operator().equals("="))
                .flatMap(compared -> {
                    Side one = sideOf(compared.left());
                    Side other = sideOf(compared.right());
                    if (one == Side.LEFT && other == Side.RIGHT) {
                        return Optional.of(new Key(compared.left(), compared.right()));
                    }
                    return one == Side.RIGHT && other == Side.LEFT
                            ? Optional.of(new Key(compared.right(), compared.left()))
                            : Optional.empty();
                });
    }

    /** Filters one side before the join, where rows of it that do not meet the condition come out neither way. */
    private boolean filtersOneSide(Part condition) {
        Side side = sideOf(condition);
        boolean mayLeft = join.type() == JoinType.INNER || join.type() == JoinType.RIGHT;
        boolean mayRight = join.type() == JoinType.INNER || join.type() == JoinType.LEFT;
        if (side == Side.LEFT && mayLeft) {
            return left.filter(condition, "where");
        }
        return side == Side.RIGHT && mayRight && right.filter(condition, "where");
    }

    private Optional<Rows> joined(List<Key> keys, List<Part> rest) {
        Optional<List<String>> leftKeys =
                left.columns(keys.stream().map(Key::left).toList(), "keys", join.range());
        Optional<List<String>> rightKeys =
                right.columns(keys.stream().map(Key::right).toList(), "keys", join.range());
        if (leftKeys.isEmpty() || rightKeys.isEmpty()) {
            return Optional.empty();
        }
        TimeBounds bounds = new TimeBounds(left.rows(), right.rows());
        rest.removeIf(bounds::takes);
        boolean isNear = bounds.areComplete();
        rest.addAll(bounds.notSaid(isNear));
        if (!rest.isEmpty() && join.type() != JoinType.INNER) {
            rest.forEach(part -> steps.error(
                    PlanProblemCodes.QUERY_UNSUPPORTED,
                    "Beside equalities of both sides %s JOIN takes no such condition; put it into the WHERE, or filter a side in a query in brackets before"
                            .formatted(join.type() == JoinType.FULL ? "a FULL" : "a " + join.type()),
                    part.range()));
            return Optional.empty();
        }
        StepConfig config = new StepConfig(join.range());
        JsonArray on = onKeys(keys, leftKeys.get(), rightKeys.get(), config);
        Scope scope = scope();
        JsonObject json = JsonObject.of(
                        "kind",
                        Json.of(isNear ? "interval" : isLookedUp() ? "lookup" : "regular"),
                        "type",
                        Json.of(join.type().name().toLowerCase(Locale.ROOT)),
                        "on",
                        on)
                .with("columns", added(scope));
        if (isNear) {
            json = json.with(
                    "interval",
                    JsonObject.of(
                            "before",
                            Json.of(Durations.printMicros(bounds.before())),
                            "after",
                            Json.of(Durations.printMicros(bounds.after()))));
        }
        Optional<Rows> rows = steps.add(
                id, "join", config.json(json), Map.of(LEFT, List.of(left.rows()), RIGHT, List.of(right.rows())));
        return rows.map(known -> known.with(scope)).flatMap(known -> behind(known, rest));
    }

    private Optional<Rows> behind(Rows rows, List<Part> rest) {
        Working working = new Working(steps, id + "-", rows, new PartScope(rows.scope()::meaning));
        boolean isKnown = true;
        for (Part condition : rest) {
            isKnown &= working.filter(condition, "on");
        }
        return isKnown ? Optional.of(working.rows()) : Optional.empty();
    }

    /** Keys in the order of their ids, so that it does not matter in which order they are written. */
    static JsonArray on(List<String> leftKeys, List<String> rightKeys, List<TextRange> places, StepConfig config) {
        Ids ids = new Ids();
        List<Json> on = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        for (int i = 0; i < leftKeys.size(); i++) {
            if (known.add(List.of(leftKeys.get(i), rightKeys.get(i)))) {
                String key = ids.fresh(leftKeys.get(i) + "-" + rightKeys.get(i));
                config.place(FieldPath.of("on").element(key), places.get(i));
                on.add(JsonObject.of(
                        "id", Json.of(key), "left", Json.of(leftKeys.get(i)), "right", Json.of(rightKeys.get(i))));
            }
        }
        return new JsonArray(on);
    }

    private static JsonArray onKeys(List<Key> keys, List<String> leftKeys, List<String> rightKeys, StepConfig config) {
        return on(
                leftKeys,
                rightKeys,
                keys.stream()
                        .map(key -> new TextRange(
                                Math.min(
                                        key.left().range().start(),
                                        key.right().range().start()),
                                Math.max(
                                        key.left().range().end(),
                                        key.right().range().end())))
                        .toList(),
                config);
    }

    /** Right columns have the name of their table in front, so that what they are called does not depend on what left rows have. */
    private Scope scope() {
        List<String> taken = new ArrayList<>(left.rows().schema().names());
        List<Scope.Column> columns = new ArrayList<>(left.rows().scope().columns());
        for (Scope.Column column : right.rows().scope().columns()) {
            String name =
                    Working.free(column.table().map(table -> table + ".").orElse("right.") + column.name(), taken);
            taken.add(name);
            columns.add(new Scope.Column(column.table(), column.name(), name));
        }
        return new Scope(columns);
    }

    private JsonArray added(Scope scope) {
        int leftSize = left.rows().scope().columns().size();
        List<Json> added = new ArrayList<>();
        List<Scope.Column> own = right.rows().scope().columns();
        for (int i = 0; i < own.size(); i++) {
            added.add(JsonObject.of(
                    "name",
                    Json.of(scope.columns().get(leftSize + i).inner()),
                    "column",
                    Json.of(own.get(i).inner())));
        }
        return new JsonArray(added);
    }

    private boolean isLookedUp() {
        return (join.type() == JoinType.INNER || join.type() == JoinType.LEFT) && isLookedUp(left.rows(), right.rows());
    }

    /** A right side that ends is read to its end first, when left rows go on for ever and need not wait for it at their source. */
    static boolean isLookedUp(Rows left, Rows right) {
        Set<NodeId> shared = new HashSet<>(left.ancestors());
        shared.retainAll(right.ancestors());
        return right.port().isBounded() && !left.port().isBounded() && right.isAppend() && shared.isEmpty();
    }
}
