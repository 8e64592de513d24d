package io.millrace.plan.nodes.over;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.function.AggregateFunction;
import io.millrace.expr.function.AggregateResolution;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PortName;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.RowFrame;
import io.millrace.plan.node.ColumnNames;
import io.millrace.plan.node.KeyColumns;
import io.millrace.plan.node.RowSize;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.over.OverConfig.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types one over. */
final class OverTyping {

    private static final FieldPath TTL = FieldPath.of("stateTtl");

    private final TypingContext context;
    private final OverConfig config;
    private final RowFrame frame;
    private final KeyColumns partition;
    private final List<OverOperation.Call> calls = new ArrayList<>();
    private boolean isSound = true;

    OverTyping(TypingContext context, OverConfig config) {
        this.context = context;
        this.config = config;
        frame = config.rowFrame();
        partition = new KeyColumns(context, "partitionBy");
    }

    /** Looks at what can be looked at without rows. */
    Typing checkAlone() {
        config.functions().forEach(call -> call.argument()
                .ifPresent(text -> context.expression(text, field(call, "argument"), Optional.empty())));
        return Typing.UNKNOWN;
    }

    Typing type(TypedPort input) {
        Schema schema = input.schema().schema();
        config.partitionBy().forEach(key -> partition.add(key.id(), key.column(), schema));
        isSound = partition.areSound();
        ColumnNames names = new ColumnNames(context);
        schema.names().forEach(name -> names.take(name, FieldPath.of("functions")));
        config.functions().forEach(call -> addCall(call, names, schema));
        checkInput(input.schema());
        checkTtl();
        Map<PortName, TypedPort> outputs = Map.of(PortName.LATE, input);
        if (!isSound) {
            return new Typing(outputs, Optional.empty());
        }
        checkGrowth(input);
        OverOperation operation = new OverOperation(
                context.node().id(), partition.sound(), frame, calls, ttl(input).map(Durations::micros));
        TypedPort out = input.with(operation.output(input.schema())).withTimeTold(input.timeTellers());
        return new Typing(Map.of(PortName.LATE, input, PortName.OUT, out), Optional.of(operation));
    }

    private void addCall(OverConfig.Call call, ColumnNames names, Schema schema) {
        isSound &= names.take(call.name(), field(call, "name"));
        checkOffset(call);
        Optional<Expr> argument = Optional.empty();
        boolean isWanted = call.function() != Function.ROW_NUMBER;
        if (call.argument().isPresent()) {
            argument = context.expression(call.argument().get(), field(call, "argument"), Optional.of(schema));
            isSound &= argument.isPresent();
            if (!isWanted) {
                error(
                        Problem.error(PlanProblemCodes.FUNCTION_ARGUMENTS, "ROW_NUMBER has no argument; take it away")
                                .fix(
                                        "Take it away",
                                        new Edit.RemoveConfig(context.node().id(), field(call, "argument"))),
                        field(call, "argument"));
                return;
            }
        } else if (isWanted && call.function() != Function.COUNT) {
            error(
                    Problem.error(
                            PlanProblemCodes.FUNCTION_ARGUMENTS,
                            call.function() + " needs an argument; only COUNT and ROW_NUMBER can do without"),
                    field(call, "argument"));
            return;
        }
        if (argument.isPresent() || call.argument().isEmpty()) {
            Optional<Expr> of = argument;
            resultType(call, of)
                    .ifPresent(type -> calls.add(new OverOperation.Call(
                            call.id().value(),
                            call.function().name(),
                            of,
                            call.function().hasOffset()
                                    ? Math.toIntExact(call.offset().orElse(1L))
                                    : 0,
                            new Column(call.name(), type))));
        }
    }

    private void checkOffset(OverConfig.Call call) {
        if (call.offset().isPresent() && !call.function().hasOffset()) {
            error(
                    Problem.error(
                                    PlanProblemCodes.FUNCTION_ARGUMENTS,
                                    "Only LAG and LEAD look some rows away; take `offset` away")
                            .fix(
                                    "Take it away",
                                    new Edit.RemoveConfig(context.node().id(), field(call, "offset"))),
                    field(call, "offset"));
        }
    }

    private Optional<DataType> resultType(OverConfig.Call call, Optional<Expr> argument) {
        if (call.function() == Function.ROW_NUMBER || argument.isEmpty()) {
            return Optional.of(ScalarType.BIGINT.notNull());
        }
        Expr value = argument.get();
        if (call.function().isAggregate()) {
            // A frame has at least its own row.
            AggregateFunction function =
                    AggregateFunction.valueOf(call.function().name());
            return switch (function.resolve(argument, true)) {
                case AggregateResolution.Resolved(DataType type) -> Optional.of(type);
                case AggregateResolution.Rejected(String message) -> {
                    error(Problem.error(PlanProblemCodes.FUNCTION_ARGUMENTS, message), field(call, "argument"));
                    yield Optional.empty();
                }
            };
        }
        if (Literal.isUntypedNull(value)) {
            error(
                    Problem.error(
                            PlanProblemCodes.EXPRESSION_TYPE,
                            "NULL alone has no type; write CAST(NULL AS INT) or another type"),
                    field(call, "argument"));
            return Optional.empty();
        }
        return Optional.of(call.function().hasOffset() ? value.type().withNullable(true) : value.type());
    }

    private static FieldPath field(OverConfig.Call call, String key) {
        return FieldPath.of("functions").element(call.id().value()).key(key);
    }

    private void checkInput(EdgeSchema rows) {
        if (!rows.changeMode().isAppend()) {
            context.error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "Results are of rows in the order of time, and what comes changes; put the node before the one that makes"
                            + " changes, or give the aggregate a window");
            isSound = false;
        } else if (rows.eventTime().isEmpty()) {
            context.error(
                    PlanProblemCodes.EVENT_TIME_MISSING,
                    "Rows are in the order of event time, and these have none; put a watermark node before, and let select"
                            + " nodes pass its column through");
            isSound = false;
        }
    }

    /** Whether anything of a partition stays that time alone does not take away. */
    private boolean isLasting() {
        return frame.isUnbounded()
                || !frame.isRange()
                || config.functions().stream()
                        .map(OverConfig.Call::function)
                        .anyMatch(function -> function.hasOffset() || function == Function.ROW_NUMBER);
    }

    private void checkTtl() {
        if (!isLasting() && config.stateTtl().isPresent()) {
            error(
                    Problem.error(
                                    PlanProblemCodes.STATE_TTL,
                                    "What the frame needs goes when the watermark has passed it; take `stateTtl` away")
                            .fix(
                                    "Take it away",
                                    new Edit.RemoveConfig(context.node().id(), TTL)),
                    TTL);
        }
    }

    /** Over a bounded input partitions are kept as long as the job runs. */
    private Optional<Duration> ttl(TypedPort input) {
        return input.isBounded() || !isLasting()
                ? Optional.empty()
                : StateTtl.of(config.stateTtl(), context.settings());
    }

    private void checkGrowth(TypedPort input) {
        if (!isLasting()
                || input.isBounded()
                || partition.isEmpty()
                || !StateTtl.isUnsaid(config.stateTtl(), context.settings())) {
            return;
        }
        long row = RowSize.estimate(input.schema().schema());
        long kept = frame.isRange() ? 0 : frame.preceding().orElse(0L);
        for (OverOperation.Call call : calls) {
            kept = Math.max(kept, call.offset());
        }
        long bytes = row * Math.max(1, kept);
        context.report(Problem.warning(
                        PlanProblemCodes.STATE_GROWS,
                        "Partitions are kept for ever, at about %d bytes each: 1,000 new ones a second are %s a day. Say for how long they are needed, in `stateTtl` here or of the pipeline"
                                .formatted(bytes, RowSize.perDay(1_000 * bytes)))
                .at(FieldPath.of("config").then(TTL))
                .fix("Keep them for 7 days", set("7 d"))
                .fix("Keep them for ever", set("36500 d")));
    }

    private void error(Problem problem, FieldPath field) {
        context.report(problem.at(FieldPath.of("config").then(field)));
        isSound = false;
    }

    private Edit set(String value) {
        return new Edit.SetConfig(context.node().id(), TTL, Json.of(value));
    }
}
