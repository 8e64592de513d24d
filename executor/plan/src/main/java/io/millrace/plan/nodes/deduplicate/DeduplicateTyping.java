package io.millrace.plan.nodes.deduplicate;

import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.KeyColumns;
import io.millrace.plan.node.RowSize;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.deduplicate.DeduplicateConfig.Keep;
import io.millrace.plan.nodes.deduplicate.DeduplicateConfig.Order;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Types one deduplicate node. */
final class DeduplicateTyping {

    private static final FieldPath ORDER = FieldPath.of("order");
    private static final FieldPath TTL = FieldPath.of("stateTtl");

    /** Beside a key that was seen: its hash, its place and a flag. */
    private static final int SEEN = 20;

    private final TypingContext context;
    private final DeduplicateConfig config;
    private final TypedPort input;
    private final KeyColumns keys;
    private boolean isSound = true;

    DeduplicateTyping(TypingContext context, DeduplicateConfig config, TypedPort input) {
        this.context = context;
        this.config = config;
        this.input = input;
        keys = new KeyColumns(context, "keys");
    }

    Typing type() {
        config.keys()
                .forEach(key -> keys.add(key.id(), key.column(), input.schema().schema()));
        isSound = keys.areSound();
        OptionalInt time = timeColumn();
        if (!input.schema().changeMode().isAppend()) {
            error(
                    "Duplicates are told among rows as they came, and what comes here changes; put the node before the one"
                            + " that makes changes, or give the aggregate a window");
        }
        Deduplication deduplication = new Deduplication(
                context.node().id(),
                input.schema(),
                isSound ? keys.sound() : List.of(),
                config.keep() == Keep.LAST,
                time,
                ttl().map(Durations::micros));
        if (!isSound) {
            return Typing.of(input.with(deduplication.output()), Optional.empty());
        }
        checkGrowth(deduplication);
        return Typing.of(input.with(deduplication.output()), Optional.of(new DeduplicateOperation(deduplication)));
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
