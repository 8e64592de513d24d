package io.millrace.plan.nodes.deduplicate;

import io.millrace.expr.ColumnRef;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.Physical;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.RowSize;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.deduplicate.DeduplicateConfig.Keep;
import io.millrace.plan.nodes.deduplicate.DeduplicateConfig.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Types one deduplicate node. */
final class DeduplicateTyping {

    private static final Set<Physical> NESTED = Set.of(Physical.ARRAY, Physical.MAP, Physical.ROW);
    private static final FieldPath ORDER = FieldPath.of("order");
    private static final FieldPath TTL = FieldPath.of("stateTtl");

    /** Beside a key that was seen: its hash, its place and a flag. */
    private static final int SEEN = 20;

    private final TypingContext context;
    private final DeduplicateConfig config;
    private final TypedPort input;
    private final List<Integer> keys = new ArrayList<>();
    private boolean isSound = true;

    DeduplicateTyping(TypingContext context, DeduplicateConfig config, TypedPort input) {
        this.context = context;
        this.config = config;
        this.input = input;
    }

    Typing type() {
        config.keys().forEach(this::addKey);
        OptionalInt time = timeColumn();
        if (!input.schema().changeMode().isAppend()) {
            error(
                    "Duplicates are told among rows as they came, and what comes here changes; put the node before the one"
                            + " that makes changes, or give the aggregate a window");
        }
        Deduplication deduplication = new Deduplication(
                context.node().id(),
                input.schema(),
                isSound ? keys : List.of(),
                config.keys().stream().map(key -> key.id().value()).toList(),
                config.keep() == Keep.LAST,
                time,
                ttl().map(Durations::micros));
        if (!isSound) {
            return Typing.of(input.with(deduplication.output()), Optional.empty());
        }
        checkGrowth(deduplication);
        return Typing.of(input.with(deduplication.output()), Optional.of(new DeduplicateOperation(deduplication)));
    }

    private void addKey(DeduplicateConfig.Key key) {
        FieldPath field = FieldPath.of("keys").element(key.id().value()).key("column");
        Optional<ColumnRef> column =
                context.column(key.column(), field, input.schema().schema());
        if (column.isEmpty()) {
            isSound = false;
            return;
        }
        int index = column.get().index();
        if (NESTED.contains(column.get().type().physical())) {
            context.error(
                    PlanProblemCodes.COLUMN_TYPE,
                    "Rows cannot be told apart by values of "
                            + column.get().type().type(),
                    field);
            isSound = false;
        } else if (keys.contains(index)) {
            context.error(
                    PlanProblemCodes.COLUMN_DUPLICATE,
                    "`" + key.column() + "` is a key before; each column stands once",
                    field);
            isSound = false;
        }
        keys.add(index);
    }

    private OptionalInt timeColumn() {
        if (config.order() == Order.ARRIVAL) {
            return OptionalInt.empty();
        }
        Optional<String> name = input.schema().eventTime();
        if (name.isEmpty()) {
            context.report(Problem.error(
                            PlanProblemCodes.EVENT_TIME_MISSING,
                            "The order is by event time, and the rows have none; put a watermark node before, or go by arrival")
                    .at(FieldPath.of("config").then(ORDER))
                    .fix("Go by arrival", set(ORDER, "arrival")));
            isSound = false;
            return OptionalInt.empty();
        }
        return input.schema().schema().indexOf(name.get());
    }

    private void error(String message) {
        context.error(PlanProblemCodes.CHANGES_REFUSED, message);
        isSound = false;
    }

    /** Over a bounded input a key is remembered as long as the job runs. */
    private Optional<Duration> ttl() {
        return input.isBounded() ? Optional.empty() : StateTtl.of(config.stateTtl(), context.settings());
    }

    private void checkGrowth(Deduplication deduplication) {
        if (input.isBounded() || !StateTtl.isUnsaid(config.stateTtl(), context.settings())) {
            return;
        }
        long bytes = RowSize.estimate(deduplication.kept()) + SEEN;
        context.report(Problem.warning(
                        PlanProblemCodes.STATE_GROWS,
                        "Keys are remembered for ever, at about %d bytes each: 1,000 new ones a second are %s a day. Say for how long they are needed, in `stateTtl` here or of the pipeline"
                                .formatted(bytes, RowSize.perDay(1_000 * bytes)))
                .at(FieldPath.of("config").then(TTL))
                .fix("Remember them for 7 days", set(TTL, "7 d"))
                .fix("Remember them for ever", set(TTL, "36500 d")));
    }

    private Edit set(FieldPath field, String value) {
        return new Edit.SetConfig(context.node().id(), field, Json.of(value));
    }
}
