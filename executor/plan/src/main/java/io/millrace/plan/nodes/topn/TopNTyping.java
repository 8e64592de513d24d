package io.millrace.plan.nodes.topn;

import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.model.Durations;
import io.millrace.model.document.FieldPath;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ChangeMode;
import io.millrace.model.type.EdgeSchema;
import io.millrace.model.type.Physical;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.KeyColumns;
import io.millrace.plan.node.RowSize;
import io.millrace.plan.node.StateTtl;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.nodes.topn.TopNConfig.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Types one top N. */
final class TopNTyping {

    private static final Set<Physical> NESTED = Set.of(Physical.ARRAY, Physical.MAP, Physical.ROW);
    private static final FieldPath RANK = FieldPath.of("rank");
    private static final FieldPath TTL = FieldPath.of("stateTtl");

    private final TypingContext context;
    private final TopNConfig config;
    private final KeyColumns partition;
    private final List<TopNOperation.Sort> sorts = new ArrayList<>();
    private boolean isSound = true;

    TopNTyping(TypingContext context, TopNConfig config) {
        this.context = context;
        this.config = config;
        partition = new KeyColumns(context, "partitionBy");
    }

    /** Looks at what can be looked at without rows. */
    Typing checkAlone() {
        config.orderBy()
                .forEach(sort -> context.expression(sort.expression(), expressionField(sort), Optional.empty()));
        return Typing.UNKNOWN;
    }

    Typing type(TypedPort input) {
        Schema schema = input.schema().schema();
        config.partitionBy().forEach(key -> partition.add(key.id(), key.column(), schema));
        isSound = partition.areSound();
        config.orderBy().forEach(sort -> addSort(sort, schema));
        boolean isNamed = checkRank(schema);
        boolean isFinal = input.schema().changeMode().isAppend()
                && input.tellTime(config.partitionBy().stream()
                        .map(TopNConfig.Key::column)
                        .toList());
        checkChanges(input.schema());
        checkTtl(isFinal);
        TopNOperation operation = new TopNOperation(
                context.node().id(),
                partition.sound(),
                sorts,
                config.limit(),
                config.rank().filter(_ -> isNamed),
                isFinal,
                isFinal ? Optional.empty() : ttl(input).map(Durations::micros));
        TypedPort out = out(input, operation);
        if (!isSound) {
            return Typing.of(out, Optional.empty());
        }
        checkGrowth(input, isFinal);
        return Typing.of(out, Optional.of(operation));
    }

    private static TypedPort out(TypedPort input, TopNOperation operation) {
        int width = input.schema().schema().size();
        TypedPort out =
                input.with(operation.top(input.schema(), List.of(), width).output());
        return operation.isFinal() ? out.withTimeTold(input.timeTellers()) : out;
    }

    private void addSort(TopNConfig.Sort sort, Schema schema) {
        FieldPath field = expressionField(sort);
        Optional<Expr> value = context.expression(sort.expression(), field, Optional.of(schema));
        if (value.isEmpty()) {
            isSound = false;
        } else if (Literal.isUntypedNull(value.get())
                || NESTED.contains(value.get().type().physical())) {
            String what = Literal.isUntypedNull(value.get())
                    ? "NULL alone, which is equal for all"
                    : "values of " + value.get().type().type() + ", which have no order; name a part of them";
            error(Problem.error(PlanProblemCodes.EXPRESSION_TYPE, "Rows cannot be sorted by " + what), field);
        } else {
            sorts.add(new TopNOperation.Sort(
                    sort.id().value(),
                    value.get(),
                    sort.expression(),
                    sort.direction() == Direction.DESC,
                    sort.nullsFirst()));
        }
    }

    private static FieldPath expressionField(TopNConfig.Sort sort) {
        return FieldPath.of("orderBy").element(sort.id().value()).key("expression");
    }

    /** Whether the rank has a name that no column has. */
    private boolean checkRank(Schema schema) {
        if (config.rank().isEmpty()) {
            return true;
        }
        String name = config.rank().get();
        if (!name.isEmpty() && schema.indexOf(name).isEmpty()) {
            return true;
        }
        String free = IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? "rank" : "rank_" + i)
                .filter(other -> schema.indexOf(other).isEmpty())
                .findFirst()
                .orElseThrow();
        Problem problem = name.isEmpty()
                ? Problem.error(PlanProblemCodes.COLUMN_NAME, "A column needs a name")
                : Problem.error(
                        PlanProblemCodes.COLUMN_DUPLICATE,
                        "There is a column `" + name + "` before; each name stands once");
        error(problem.fix("Call it `" + free + "`", set(RANK, free)), RANK);
        return false;
    }

    /** A row that replaces another one has to come to the same task as that. */
    private void checkChanges(EdgeSchema rows) {
        ChangeMode mode = rows.changeMode();
        List<String> columns =
                config.partitionBy().stream().map(TopNConfig.Key::column).toList();
        if (mode.kind() == ChangeMode.Kind.UPSERT && !mode.key().containsAll(columns)) {
            context.error(
                    PlanProblemCodes.CHANGES_REFUSED,
                    "What comes replaces rows by their key " + String.join(", ", mode.key())
                            + " without saying what they were, so a row that leaves its partition is not known there; let the"
                            + " partition be of columns of that key");
            isSound = false;
        }
    }

    private void checkTtl(boolean isFinal) {
        if (isFinal && config.stateTtl().isPresent()) {
            error(
                    Problem.error(
                                    PlanProblemCodes.STATE_TTL,
                                    "What is kept of a partition goes when the watermark passes its event time; take `stateTtl` away")
                            .fix(
                                    "Take it away",
                                    new Edit.RemoveConfig(context.node().id(), TTL)),
                    TTL);
        }
    }

    /** Over a bounded input partitions are kept as long as the job runs. */
    private Optional<Duration> ttl(TypedPort input) {
        return input.isBounded() ? Optional.empty() : StateTtl.of(config.stateTtl(), context.settings());
    }

    /** Of new rows without partitions no more are ever kept than come out. */
    private void checkGrowth(TypedPort input, boolean isFinal) {
        boolean isAppend = input.schema().changeMode().isAppend();
        if (isFinal
                || input.isBounded()
                || isAppend && partition.isEmpty()
                || !StateTtl.isUnsaid(config.stateTtl(), context.settings())) {
            return;
        }
        long row = RowSize.estimate(input.schema().schema());
        String kept = isAppend
                ? "Partitions are kept for ever, of each up to %,d rows of about %d bytes: 1,000 new ones a second are up to %s a day"
                        .formatted(config.limit(), row, RowSize.perDay(1_000 * config.limit() * row))
                : "All rows are kept for ever, at about %d bytes each: 1,000 new ones a second are %s a day"
                        .formatted(row, RowSize.perDay(1_000 * row));
        context.report(Problem.warning(
                        PlanProblemCodes.STATE_GROWS,
                        kept + ". Say for how long they are needed, in `stateTtl` here or of the pipeline")
                .at(FieldPath.of("config").then(TTL))
                .fix("Keep them for 7 days", set(TTL, "7 d"))
                .fix("Keep them for ever", set(TTL, "36500 d")));
    }

    private void error(Problem problem, FieldPath field) {
        context.report(problem.at(FieldPath.of("config").then(field)));
        isSound = false;
    }

    private Edit set(FieldPath field, String value) {
        return new Edit.SetConfig(context.node().id(), field, Json.of(value));
    }
}
