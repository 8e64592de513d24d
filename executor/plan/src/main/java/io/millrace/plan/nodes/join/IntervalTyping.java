package io.millrace.plan.nodes.join;

import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonObject;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.TimestampType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.logical.Join;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.TypingContext;
import java.util.Optional;

/** Types what only interval joins have. */
final class IntervalTyping {

    private final TypingContext context;
    private final JoinConfig config;
    private boolean isSound = true;

    IntervalTyping(TypingContext context, JoinConfig config) {
        this.context = context;
        this.config = config;
    }

    /** Reports all that is wrong; answers whether nothing is. */
    boolean check(Optional<TypedPort> left, Optional<TypedPort> right) {
        left.ifPresent(port -> checkNear(port, "left"));
        right.ifPresent(port -> checkNear(port, "right"));
        left.flatMap(port -> time(port.schema())).ifPresent(one -> right.flatMap(port -> time(port.schema()))
                .ifPresent(other -> checkTimes(one, other)));
        checkInterval();
        return isSound;
    }

    /** The join as the plan has it, when all of it is known. */
    Optional<Join.Kind> kind(EdgeSchema left, EdgeSchema right) {
        Optional<Column> leftTime = time(left);
        Optional<Column> rightTime = time(right);
        if (leftTime.isEmpty() || rightTime.isEmpty() || config.interval().isEmpty()) {
            return Optional.empty();
        }
        JoinConfig.Interval within = config.interval().get();
        return Optional.of(new Join.Interval(
                left.schema().indexOf(leftTime.get().name()).orElseThrow(),
                right.schema().indexOf(rightTime.get().name()).orElseThrow(),
                Durations.micros(within.before()),
                Durations.micros(within.after())));
    }

    private static Optional<Column> time(EdgeSchema side) {
        return side.eventTime()
                .map(name -> side.schema().column(side.schema().indexOf(name).orElseThrow()));
    }

    private static boolean isLocal(Column time) {
        return time.type().type() instanceof TimestampType of && of.local();
    }

    /** What came out is final, so nothing may be taken back, and both sides must say when all rows up to a time have come. */
    private void checkNear(TypedPort port, String side) {
        if (!port.schema().changeMode().isAppend()) {
            error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "The " + side
                            + " rows change, and an `interval` join sends pairs that stay; make it `regular`, or give the aggregate before a window");
        }
        if (port.schema().eventTime().isEmpty()) {
            error(
                    PlanProblemCodes.EVENT_TIME_MISSING,
                    "An `interval` join goes by event time, and the " + side
                            + " rows have none; put a watermark node before, and let select nodes pass its column through");
        }
    }

    private void checkTimes(Column leftTime, Column rightTime) {
        if (isLocal(leftTime) != isLocal(rightTime)) {
            error(
                    PlanProblemCodes.COLUMN_TYPE,
                    "The left event time `%s` is %s and the right one `%s` is %s, which are not times of one sort; CAST one before its watermark node"
                            .formatted(
                                    leftTime.name(),
                                    leftTime.type().type(),
                                    rightTime.name(),
                                    rightTime.type().type()));
        }
    }

    private void checkInterval() {
        if (config.interval().isEmpty()) {
            refuse(Problem.error(
                            PlanProblemCodes.JOIN_INTERVAL,
                            "An `interval` join needs to know how far apart its rows may be; say so in `interval`")
                    .at(FieldPath.of("config").key("interval"))
                    .fix(
                            "At most an hour",
                            new Edit.SetConfig(
                                    context.node().id(),
                                    FieldPath.of("interval"),
                                    JsonObject.of("before", Json.of("1 h"), "after", Json.of("1 h")))));
        }
        if (config.type().logical().onlyLeft()) {
            refuse(Problem.error(
                            PlanProblemCodes.JOIN_TYPE,
                            "An `interval` join is `inner`, `left`, `right` or `full`; make it `regular` to have it `%s`"
                                    .formatted(config.type().logical().word()))
                    .at(FieldPath.of("config").key("type"))
                    .fix(
                            "Make it regular",
                            new Edit.SetConfig(context.node().id(), FieldPath.of("kind"), Json.of("regular"))));
        }
    }

    private void error(ProblemCode code, String message) {
        context.error(code, message);
        isSound = false;
    }

    private void refuse(Problem problem) {
        context.report(problem);
        isSound = false;
    }
}
