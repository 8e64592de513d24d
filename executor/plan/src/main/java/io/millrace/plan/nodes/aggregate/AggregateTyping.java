package io.millrace.plan.nodes.aggregate;

import io.millrace.expr.Expr;
import io.millrace.expr.function.AggregateResolution;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PortName;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Physical;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.model.type.TimestampType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.ColumnNames;
import io.millrace.plan.node.NamedColumns;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Cumulative;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Function;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Hopping;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Session;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Tumbling;
import io.millrace.plan.nodes.aggregate.AggregateConfig.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types one aggregate node. */
final class AggregateTyping {

    private static final Set<Physical> NESTED = Set.of(Physical.ARRAY, Physical.MAP, Physical.ROW);

    private static final FieldPath TTL = FieldPath.of("stateTtl");
    static final FieldPath WINDOW = FieldPath.of("window");
    private static final String START = "window_start";
    private static final String END = "window_end";
    private static final String TIME = "window_time";

    /** A time of day, as Flink's PROCTIME() has it. */
    static final DataType CLOCK = new TimestampType(3, true).notNull();

    private final TypingContext context;
    private final AggregateConfig config;
    private final Optional<TypedPort> input;
    private final Optional<Schema> over;
    private final ColumnNames names;
    private final NamedColumns groups;
    private final List<AggregateOperation.Call> calls = new ArrayList<>();
    private boolean isSound = true;

    AggregateTyping(TypingContext context, AggregateConfig config, Optional<TypedPort> input) {
        this.context = context;
        this.config = config;
        this.input = input;
        this.over = input.map(rows -> rows.schema().schema());
        this.names = new ColumnNames(context);
        this.groups = new NamedColumns(context, names);
    }

    Typing type() {
        for (AggregateConfig.GroupKey key : config.groupBy()) {
            FieldPath path = FieldPath.of("groupBy").element(key.id().value());
            Optional<Expr> value = context.expression(key.expression(), path.key("expression"), over);
            value.ifPresent(tree -> checkKey(tree, path.key("expression")));
            groups.add(key.name(), path.key("name"), value);
        }
        for (AggregateConfig.Call call : config.aggregates()) {
            call(call).ifPresentOrElse(calls::add, () -> isSound = false);
        }
        config.window().ifPresent(window -> {
            takeWindowNames();
            isSound &= new WindowChecks(context).areSound(window);
        });
        checkTtl();
        checkLate();
        checkLateness();
        input.ifPresent(this::checkInput);
        if (input.isEmpty()) {
            return Typing.UNKNOWN;
        }
        Optional<DataType> time = timeType(input.get());
        if (!isSound || !groups.isComplete() || (config.window().isPresent() && time.isEmpty())) {
            return new Typing(late(), Optional.empty());
        }
        return typing(input.get(), time);
    }

    private void checkKey(Expr key, FieldPath field) {
        if (NESTED.contains(key.type().physical())) {
            context.error(
                    PlanProblemCodes.EXPRESSION_TYPE,
                    "Rows cannot be grouped by values of " + key.type().type(),
                    field);
            isSound = false;
        }
    }

    private Optional<AggregateOperation.Call> call(AggregateConfig.Call call) {
        FieldPath path = FieldPath.of("aggregates").element(call.id().value());
        boolean isNamed = names.take(call.name(), path.key("name"));
        FieldPath filterPath = path.key("filter");
        Optional<Expr> filter = call.filter().flatMap(text -> context.condition(text, filterPath, over));
        if (call.filter().isPresent() && filter.isEmpty()) {
            isSound = false;
        }
        if (call.argument().isEmpty()) {
            if (call.function() == Function.COUNT) {
                Column result = new Column(isNamed ? call.name() : "?", ScalarType.BIGINT.notNull());
                if (call.distinct()) {
                    context.error(
                            PlanProblemCodes.FUNCTION_ARGUMENTS,
                            "COUNT(*) counts rows, and DISTINCT is about values: give the argument whose values are to be"
                                    + " counted once, or take `distinct` away",
                            path.key("distinct"));
                    return Optional.empty();
                }
                return Optional.of(new AggregateOperation.Call(
                                call.id().value(), "COUNT", Optional.empty(), false, Optional.empty(), filter, result))
                        .filter(_ -> isNamed);
            }
            context.error(
                    PlanProblemCodes.FUNCTION_ARGUMENTS,
                    call.function() + " needs an argument; only COUNT can do without",
                    path.key("argument"));
            return Optional.empty();
        }
        checkOptions(call, path);
        FieldPath field = path.key("argument");
        Optional<Expr> argument = context.expression(call.argument().get(), field, over);
        Optional<DataType> type = argument.flatMap(tree -> resultType(call, tree, field));
        return type.filter(_ -> isNamed)
                .filter(_ -> !call.distinct()
                        || isOneOfThem(call)
                        || isComparable(argument.orElseThrow(), path.key("distinct")))
                .map(of -> new AggregateOperation.Call(
                        call.id().value(),
                        call.function().declaration().name(),
                        argument,
                        call.distinct() && !isOneOfThem(call),
                        call.separator(),
                        filter,
                        new Column(call.name(), of)));
    }

    private void checkOptions(AggregateConfig.Call call, FieldPath path) {
        if (call.separator().isPresent() && call.function() != Function.LISTAGG) {
            context.error(
                    PlanProblemCodes.FUNCTION_ARGUMENTS,
                    "Only LISTAGG puts something between values; take `separator` away",
                    path.key("separator"));
            isSound = false;
        }
        boolean isOfAll = call.function() == Function.LISTAGG || call.function() == Function.ARRAY_AGG;
        if (call.distinct() && isOfAll) {
            context.error(
                    PlanProblemCodes.FUNCTION_ARGUMENTS,
                    call.function() + " is of all values; take `distinct` away, or deduplicate the rows before",
                    path.key("distinct"));
            isSound = false;
        }
        if (call.distinct() && call.function() == Function.LAST_VALUE) {
            context.error(
                    PlanProblemCodes.FUNCTION_ARGUMENTS,
                    "The value that came last is mostly none that came for the first time, so LAST_VALUE of values that count"
                            + " once may be either; take `distinct` away for the one that came last, or deduplicate the rows"
                            + " before for the other",
                    path.key("distinct"));
            isSound = false;
        }
    }

    /** One of the values, so that of equal ones any is as good as all. */
    private static boolean isOneOfThem(AggregateConfig.Call call) {
        return switch (call.function()) {
            case MIN, MAX, FIRST_VALUE -> true;
            default -> false;
        };
    }

    private boolean isComparable(Expr argument, FieldPath field) {
        boolean isNested = NESTED.contains(argument.type().physical());
        if (isNested) {
            context.error(
                    PlanProblemCodes.EXPRESSION_TYPE,
                    "Values of %s are not told apart; take `distinct` away, or aggregate a part of them"
                            .formatted(argument.type().type()),
                    field);
        }
        return !isNested;
    }

    private Optional<DataType> resultType(AggregateConfig.Call call, Expr argument, FieldPath field) {
        // A group has at least one row; without keys and window, or with a filter, there can be a result over no rows.
        boolean hasRows = (!config.groupBy().isEmpty() || config.window().isPresent())
                && call.filter().isEmpty();
        return switch (call.function().declaration().resolve(Optional.of(argument), hasRows)) {
            case AggregateResolution.Resolved(DataType type) -> Optional.of(type);
            case AggregateResolution.Rejected(String message) -> {
                context.error(PlanProblemCodes.FUNCTION_ARGUMENTS, message, field);
                yield Optional.empty();
            }
        };
    }

    private void checkTtl() {
        if (config.window().isPresent() && config.stateTtl().isPresent()) {
            context.error(
                    PlanProblemCodes.STATE_TTL,
                    "What is kept of a window goes when the window ends; take `stateTtl` away, or the window",
                    TTL);
            isSound = false;
        }
    }

    private void takeWindowNames() {
        for (String name : windowNames()) {
            isSound &= names.take(name, WINDOW);
        }
    }

    /** Event time of results is the last of their window; by the clock they have none. */
    private List<String> windowNames() {
        return isByClock() ? List.of(START, END) : List.of(START, END, TIME);
    }

    private void checkInput(TypedPort rows) {
        ChangeMode mode = rows.schema().changeMode();
        if (mode.isAppend()) {
            return;
        }
        boolean takesBack =
                mode.kind() == ChangeMode.Kind.RETRACT && config.window().isEmpty();
        if (!takesBack) {
            context.error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    config.window().isPresent()
                            ? "Windows are made of new rows, and what comes changes; give the aggregate before a window"
                            : "What comes replaces rows by their key without saying what they were, so nothing can be taken"
                                    + " back");
            isSound = false;
        }
    }

    private boolean isByClock() {
        return config.window().filter(Window::isByClock).isPresent();
    }

    /** Nothing is late by the clock. */
    private void checkLate() {
        if (isByClock() && context.isConnected(PortName.LATE)) {
            context.error(
                    PlanProblemCodes.WINDOW_TIME,
                    "By processing time no row is late, so none leaves by `late`; take the edge away, or let the window go by"
                            + " event time",
                    WINDOW.key("time"));
            isSound = false;
        }
    }

    private boolean isCorrected() {
        return config.window().flatMap(Window::lateness).isPresent();
    }

    /** What it takes to send a result again. */
    private void checkLateness() {
        if (!isCorrected()) {
            return;
        }
        FieldPath field = WINDOW.key("lateness");
        if (isByClock()) {
            context.error(
                    PlanProblemCodes.WINDOW_LATENESS,
                    "By processing time no row is late; take `lateness` away, or let the window go by event time",
                    field);
            isSound = false;
        }
        if (config.window().filter(Tumbling.class::isInstance).isEmpty()) {
            for (AggregateConfig.Call call : config.aggregates()) {
                if (call.function() == Function.LISTAGG || call.function() == Function.ARRAY_AGG) {
                    context.error(
                            PlanProblemCodes.WINDOW_LATENESS,
                            "%s of windows that overlap cannot be sent again; take `lateness` of the window away, or let it be tumbling"
                                    .formatted(call.function()),
                            FieldPath.of("aggregates")
                                    .element(call.id().value())
                                    .key("function"));
                    isSound = false;
                }
            }
        }
    }

    /** Of the time that windows go by, where there are any and the rows have it. */
    private Optional<DataType> timeType(TypedPort rows) {
        if (config.window().isEmpty()) {
            return Optional.empty();
        }
        if (isByClock()) {
            return Optional.of(CLOCK);
        }
        Schema schema = rows.schema().schema();
        Optional<Column> time = rows.schema()
                .eventTime()
                .map(name -> schema.column(schema.indexOf(name).orElseThrow()));
        if (time.isEmpty()) {
            FieldPath path = WINDOW.key("time");
            context.report(Problem.error(
                            PlanProblemCodes.EVENT_TIME_MISSING,
                            "A window goes by event time, and the rows have none; put a watermark node before, and let select"
                                    + " nodes pass its column through")
                    .at(FieldPath.of("config").then(WINDOW))
                    .fix(
                            "Let the window go by processing time",
                            new Edit.SetConfig(context.node().id(), path, Json.of("processing"))));
        }
        return time.map(Column::type);
    }

    private Typing typing(TypedPort rows, Optional<DataType> time) {
        List<Column> columns = new ArrayList<>(groups.columns());
        calls.forEach(call -> columns.add(call.result()));
        List<String> key =
                new ArrayList<>(groups.columns().stream().map(Column::name).toList());
        time.ifPresent(of -> {
            TimestampType known = (TimestampType) of.type();
            // Windows can be as short as a millisecond, and the time of a result is the last one of its window.
            DataType type = new TimestampType(Math.max(3, known.precision()), known.local()).notNull();
            windowNames().forEach(name -> columns.add(new Column(name, type)));
            // Cumulative windows begin together.
            key.add(config.window().filter(Cumulative.class::isInstance).isPresent() ? END : START);
        });
        EdgeSchema out = new EdgeSchema(
                new Schema(columns),
                time.filter(_ -> !isByClock() && !isCorrected()).map(_ -> TIME),
                key.isEmpty() ? List.of() : List.of(key),
                time.isPresent() && !isCorrected() ? ChangeMode.APPEND : ChangeMode.RETRACT);
        Map<PortName, TypedPort> outputs = new HashMap<>(late());
        outputs.put(PortName.OUT, rows.with(out).withTimeTold(timeTellers()));
        TypedOperation operation = new AggregateOperation(
                context.node().id(),
                config.groupBy().stream().map(group -> group.id().value()).toList(),
                groups.values(),
                calls,
                config.window(),
                out,
                ttl(rows));
        return new Typing(outputs, Optional.of(operation));
    }

    /** By their end windows are told from others; by their start as well where each length has one, which sessions do not know. */
    private List<String> timeTellers() {
        return config.window()
                .map(window -> switch (window) {
                    case Tumbling _, Hopping _ -> List.of(START, END);
                    case Cumulative _, Session _ -> List.of(END);
                })
                .orElse(List.of());
    }

    /** A bounded input is aggregated as a whole, however long it takes; the state of windows goes with them. */
    private Optional<Duration> ttl(TypedPort rows) {
        boolean hasEnd = rows.isBounded() || config.window().isPresent();
        return hasEnd ? Optional.empty() : StateTtl.of(config.stateTtl(), context.settings());
    }

    /** Late rows leave as they came. */
    private Map<PortName, TypedPort> late() {
        return input.map(rows -> Map.of(PortName.LATE, rows)).orElse(Map.of());
    }
}
