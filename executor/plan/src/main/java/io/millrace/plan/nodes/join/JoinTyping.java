package io.millrace.plan.nodes.join;

import io.millrace.expr.ColumnRef;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.Join;
import io.millrace.plan.node.ColumnNames;
import io.millrace.plan.node.RowSize;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Types one join node. */
final class JoinTyping {

    private static final FieldPath COLUMNS = FieldPath.of("columns");
    private static final FieldPath INTERVAL = FieldPath.of("interval");
    private static final FieldPath KIND = FieldPath.of("kind");
    private static final FieldPath TTL = FieldPath.of("stateTtl");

    private final TypingContext context;
    private final JoinConfig config;
    private final Join.Type type;
    private boolean isSound = true;

    JoinTyping(TypingContext context, JoinConfig config) {
        this.context = context;
        this.config = config;
        type = config.type().logical();
    }

    Typing type() {
        Optional<TypedPort> left = context.input(JoinNode.LEFT);
        Optional<TypedPort> right = context.input(JoinNode.RIGHT);
        switch (config.kind()) {
            case LOOKUP -> {
                left.ifPresent(this::checkLeft);
                right.ifPresent(this::checkRight);
                checkShared();
                checkNoTtl("A `lookup` join keeps its right rows, which end, as a whole");
                checkLookedUp();
                checkNoInterval();
            }
            case REGULAR -> {
                left.ifPresent(port -> checkKept(port, "left"));
                right.ifPresent(port -> checkKept(port, "right"));
                checkGrowth(
                        List.of(left, right).stream().flatMap(Optional::stream).toList());
                checkNoInterval();
            }
            case INTERVAL -> {
                checkNoTtl("An `interval` join keeps rows as long as its interval says");
                isSound &= new IntervalTyping(context, config).check(left, right);
            }
        }
        checkColumns();
        if (left.isEmpty() || right.isEmpty()) {
            return Typing.UNKNOWN;
        }
        JoinKeyTyping keyTyping = new JoinKeyTyping(context, config);
        List<JoinOperation.Key> keys = keyTyping.type(
                left.get().schema().schema(), right.get().schema().schema());
        isSound &= keyTyping.isSound();
        List<Column> columns = new ArrayList<>(leftColumns(left.get().schema().schema()));
        List<Integer> added = added(left.get(), right.get(), columns);
        TypedPort out =
                switch (config.kind()) {
                    case LOOKUP ->
                        left.get()
                                .with(lookedUp(left.get().schema(), right.get().schema(), columns))
                                .withTimeTold(left.get().timeTellers());
                    case REGULAR ->
                        new TypedPort(
                                regular(left.get().schema(), right.get().schema(), columns, added),
                                left.get().isBounded() && right.get().isBounded());
                    case INTERVAL ->
                        new TypedPort(
                                near(left.get().schema(), right.get().schema(), columns, added),
                                left.get().isBounded() && right.get().isBounded());
                };
        Optional<Join.Kind> kind = kind(left.get().schema(), right.get().schema());
        return Typing.of(
                out, isSound ? kind.map(known -> operation(known, keys, added, out.schema())) : Optional.empty());
    }

    private JoinOperation operation(Join.Kind kind, List<JoinOperation.Key> keys, List<Integer> added, EdgeSchema out) {
        return new JoinOperation(context.node().id(), kind, type, keys, added, out);
    }

    private Optional<Join.Kind> kind(EdgeSchema left, EdgeSchema right) {
        return switch (config.kind()) {
            case LOOKUP -> Optional.of(new Join.Lookup());
            case REGULAR ->
                Optional.of(new Join.Regular(
                        ttl(JoinNode.LEFT).map(Durations::micros),
                        ttl(JoinNode.RIGHT).map(Durations::micros)));
            case INTERVAL -> new IntervalTyping(context, config).kind(left, right);
        };
    }

    private void checkNoInterval() {
        if (config.interval().isPresent()) {
            refuse(Problem.error(
                            PlanProblemCodes.JOIN_INTERVAL,
                            "Only an `interval` join goes by how far apart rows are; take `interval` away, or make it one")
                    .at(FieldPath.of("config").key("interval"))
                    .fix(
                            "Make it an interval join",
                            new Edit.SetConfig(context.node().id(), KIND, Json.of("interval")))
                    .fix("Take it away", new Edit.RemoveConfig(context.node().id(), INTERVAL)));
        }
    }

    private void checkKept(TypedPort port, String side) {
        if (port.schema().changeMode().kind() == ChangeMode.Kind.UPSERT) {
            error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "The " + side
                            + " rows replace others by their key, and a regular join has to be told what they replace");
        }
    }

    /** What ends by itself is kept as a whole: it does not grow, and rows that come late on the other side may need any of it. */
    private Optional<Duration> ttl(PortName side) {
        boolean grows = config.kind() == JoinConfig.Kind.REGULAR
                && context.input(side).filter(rows -> !rows.isBounded()).isPresent();
        return grows ? StateTtl.of(config.stateTtl(), context.settings()) : Optional.empty();
    }

    private void checkNoTtl(String why) {
        if (config.stateTtl().isPresent()) {
            context.error(PlanProblemCodes.STATE_TTL, why + "; take `stateTtl` away, or make it `regular`", TTL);
            isSound = false;
        }
    }

    private void checkGrowth(List<TypedPort> sides) {
        List<TypedPort> growing =
                sides.stream().filter(side -> !side.isBounded()).toList();
        if (growing.isEmpty() || !StateTtl.isUnsaid(config.stateTtl(), context.settings())) {
            return;
        }
        long bytes = growing.stream()
                        .mapToLong(side -> RowSize.estimate(side.schema().schema()))
                        .sum()
                / growing.size();
        context.report(Problem.warning(
                        PlanProblemCodes.STATE_GROWS,
                        "Rows are kept for ever, at about %d bytes each: 1,000 rows a second are %s a day. Say for how long they are needed, in `stateTtl` here or of the pipeline"
                                .formatted(bytes, RowSize.perDay(1_000 * bytes)))
                .at(FieldPath.of("config").key("stateTtl"))
                .fix("Keep them for 7 days", setTtl("7 d"))
                .fix("Keep them for ever", setTtl("36500 d")));
    }

    private Edit setTtl(String value) {
        return new Edit.SetConfig(context.node().id(), TTL, Json.of(value));
    }

    /** Every task has all right rows and sees some of the left ones, so none knows which right rows nobody has matched. */
    private void checkLookedUp() {
        if (type.padsRight()) {
            refuse(Problem.error(
                            PlanProblemCodes.JOIN_TYPE,
                            "A `lookup` join brings out left rows, so it is not `%s`; swap the sides, or make it `regular`"
                                    .formatted(type.word()))
                    .at(FieldPath.of("config").key("type"))
                    .fix("Make it regular", new Edit.SetConfig(context.node().id(), KIND, Json.of("regular"))));
        }
    }

    /** What only says which left rows come out adds nothing to them. */
    private void checkColumns() {
        if (type.onlyLeft() && config.columns().isPresent()) {
            refuse(Problem.error(
                            PlanProblemCodes.JOIN_COLUMNS,
                            "A `%s` join brings left rows out as they are and adds no columns; take the list away, or make the join `%s`"
                                    .formatted(type.word(), type == Join.Type.SEMI ? "inner" : "left"))
                    .at(FieldPath.of("config").key("columns"))
                    .fix("Add no columns", new Edit.RemoveConfig(context.node().id(), COLUMNS)));
        }
    }

    private void refuse(Problem problem) {
        context.report(problem);
        isSound = false;
    }

    private void checkLeft(TypedPort left) {
        if (left.schema().changeMode().kind() == ChangeMode.Kind.UPSERT) {
            error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "The left rows replace others by their key, and several rows may come of one here");
        }
    }

    private void checkRight(TypedPort right) {
        if (!right.isBounded()) {
            error(
                    PlanProblemCodes.INPUT_UNBOUNDED,
                    "The right rows are read to their end before the first left row, and these have no end");
        }
        if (!right.schema().changeMode().isAppend()) {
            error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "The right rows are looked up as they came, and these change; give the aggregate before a window");
        }
    }

    /** Reading the right side to its end would wait for ever for left rows that nobody takes. */
    private void checkShared() {
        Set<NodeId> shared = new HashSet<>(context.ancestors(JoinNode.LEFT));
        shared.retainAll(context.ancestors(JoinNode.RIGHT));
        shared.stream()
                .sorted()
                .findFirst()
                .ifPresent(node -> error(
                        PlanProblemCodes.JOIN_SHARED_INPUT,
                        "Both sides come from `" + node
                                + "`, which cannot hold back the left rows until the right ones are read;"
                                + " read the right side by a source of its own"));
    }

    private List<Column> leftColumns(Schema left) {
        return left.columns().stream()
                .map(column -> new Column(column.name(), padded(column.type(), type.padsRight())))
                .toList();
    }

    private static DataType padded(DataType column, boolean isPadded) {
        return isPadded ? column.withNullable(true) : column;
    }

    /** Positions of the added columns in the right rows; their names and types go behind the left ones. */
    private List<Integer> added(TypedPort left, TypedPort right, List<Column> columns) {
        ColumnNames names = new ColumnNames(context);
        left.schema().schema().names().forEach(name -> names.take(name, COLUMNS));
        Schema schema = right.schema().schema();
        List<Integer> added = new ArrayList<>();
        if (type.onlyLeft()) {
            return added;
        }
        if (config.columns().isEmpty()) {
            Set<String> keys = new HashSet<>();
            config.on().forEach(key -> keys.add(key.right()));
            for (int i = 0; i < schema.size(); i++) {
                String name = schema.column(i).name();
                boolean isKey = keys.contains(name);
                // The left key says the same, but where right rows come out alone.
                if (!isKey || type.padsRight()) {
                    boolean isTaken =
                            isKey && left.schema().schema().indexOf(name).isPresent();
                    add(i, isTaken ? "right_" + name : name, COLUMNS, schema, names, columns, added);
                }
            }
            return added;
        }
        List<JoinConfig.Added> listed = config.columns().get();
        for (int i = 0; i < listed.size(); i++) {
            FieldPath path = COLUMNS.index(i);
            JoinConfig.Added wanted = listed.get(i);
            Optional<ColumnRef> column = context.column(wanted.column(), path.key("column"), schema);
            if (column.isEmpty()) {
                isSound = false;
                continue;
            }
            FieldPath nameField = wanted.name().isPresent() ? path.key("name") : path.key("column");
            add(column.get().index(), wanted.name().orElse(wanted.column()), nameField, schema, names, columns, added);
        }
        return added;
    }

    private void add(
            int index,
            String name,
            FieldPath field,
            Schema right,
            ColumnNames names,
            List<Column> columns,
            List<Integer> added) {
        if (!names.take(name, field)) {
            isSound = false;
            return;
        }
        columns.add(new Column(name, padded(right.type(index), type.padsLeft())));
        added.add(index);
    }

    /** Left keys stay unique when a left row comes out once at most. */
    private EdgeSchema lookedUp(EdgeSchema left, EdgeSchema right, List<Column> columns) {
        return new EdgeSchema(
                new Schema(columns), left.eventTime(), staysUnique(right) ? left.keys() : List.of(), left.changeMode());
    }

    /**
     * Rows come out when the later of two has come, so neither side's event time says how late they are. Keys of a side stay
     * unique when its rows have at most one match and are never NULL; those of the right side under the names its columns have now.
     */
    private EdgeSchema regular(EdgeSchema left, EdgeSchema right, List<Column> columns, List<Integer> added) {
        List<List<String>> keys = new ArrayList<>();
        if (staysUnique(right) && !type.padsRight()) {
            keys.addAll(left.keys());
        }
        if (hasOneMatchIn(left, JoinConfig.Key::left) && !type.padsLeft() && !type.onlyLeft()) {
            right.keys()
                    .forEach(key -> namesNow(key, left, right, columns, added).ifPresent(keys::add));
        }
        return new EdgeSchema(
                new Schema(columns),
                Optional.empty(),
                keys,
                neverTakesBack(left, right) ? ChangeMode.APPEND : ChangeMode.RETRACT);
    }

    /**
     * As of a regular join, but nothing is taken back, and there is an event time: that of the side whose rows all come out with
     * their columns. Of a full join neither is such a side.
     */
    private EdgeSchema near(EdgeSchema left, EdgeSchema right, List<Column> columns, List<Integer> added) {
        Optional<String> time =
                switch (type) {
                    case INNER, LEFT -> left.eventTime();
                    case RIGHT ->
                        right.eventTime()
                                .flatMap(name -> namesNow(List.of(name), left, right, columns, added))
                                .map(List::getFirst);
                    case FULL, SEMI, ANTI -> Optional.empty();
                };
        return new EdgeSchema(
                new Schema(columns), time, regular(left, right, columns, added).keys(), ChangeMode.APPEND);
    }

    /** What came out for want of a match goes when one comes, even if rows are only ever added. */
    private boolean neverTakesBack(EdgeSchema left, EdgeSchema right) {
        return left.changeMode().isAppend()
                && right.changeMode().isAppend()
                && (type == Join.Type.INNER || type == Join.Type.SEMI);
    }

    /** Whether a left row comes out once at most. */
    private boolean staysUnique(EdgeSchema right) {
        return type.onlyLeft() || hasOneMatchIn(right, JoinConfig.Key::right);
    }

    private boolean hasOneMatchIn(EdgeSchema side, Function<JoinConfig.Key, String> column) {
        List<String> joined = config.on().stream().map(column).toList();
        return side.keys().stream().anyMatch(joined::containsAll);
    }

    /** The names of right columns in the result; none if one of them is not among the added ones. */
    private static Optional<List<String>> namesNow(
            List<String> names, EdgeSchema left, EdgeSchema right, List<Column> columns, List<Integer> added) {
        int leftSize = left.schema().size();
        List<String> now = new ArrayList<>();
        for (String name : names) {
            int place = added.indexOf(right.schema().indexOf(name).orElseThrow());
            if (place < 0) {
                return Optional.empty();
            }
            now.add(columns.get(leftSize + place).name());
        }
        return Optional.of(now);
    }

    private void error(ProblemCode code, String message) {
        context.error(code, message);
        isSound = false;
    }
}
