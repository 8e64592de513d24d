package io.millrace.plan.nodes.sink;

import io.millrace.model.catalogue.ConfigCheck;
import io.millrace.model.catalogue.NodeTypeDescriptor;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PortName;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.type.ChangeMode;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A sink of a connector: all that is known about it is in its descriptor. */
public record SinkNode(NodeTypeDescriptor descriptor) implements NodeType {

    @Override
    public Typing type(TypingContext context) {
        List<Problem> problems = ConfigCheck.problems(context.node(), descriptor.configSchema());
        problems.forEach(context::report);
        Optional<TypedPort> input = context.input(PortName.IN);
        boolean isWritable = input.map(rows -> accepts(rows, context)).orElse(false);
        boolean isSound = problems.stream().noneMatch(Problem::isError);
        return new Typing(
                Map.of(),
                isWritable && isSound
                        ? Optional.of(new SinkOperation(
                                context.node().id(),
                                descriptor.type(),
                                context.node().config()))
                        : Optional.empty());
    }

    private boolean accepts(TypedPort rows, TypingContext context) {
        Set<ChangeMode.Kind> accepted = descriptor.abilities().acceptedChanges();
        ChangeMode mode = rows.schema().changeMode();
        if (accepted.contains(mode.kind()) || (accepted.isEmpty() && mode.isAppend())) {
            return hasItsChangeColumn(mode, context);
        }
        context.report(Problem.error(
                        PlanProblemCodes.CHANGES_REFUSED,
                        "`" + context.node().label() + "` writes " + words(accepted) + "; what comes is " + words(mode)
                                + ". " + remedy(mode))
                .arg("changeMode", mode.toString()));
        return false;
    }

    private boolean hasItsChangeColumn(ChangeMode mode, TypingContext context) {
        String key = descriptor.abilities().changeColumn().orElse("");
        if (mode.isAppend() || key.isEmpty() || context.node().config().get(key).isPresent()) {
            return true;
        }
        FieldPath field = FieldPath.of(key);
        context.report(Problem.error(
                        PlanProblemCodes.CHANGES_REFUSED,
                        "What comes is " + words(mode) + ", and what `"
                                + context.node().label()
                                + "` has written cannot be changed. Write each change as a row by `"
                                + key + "`, or give the aggregate a window, so that its results are final")
                .at(FieldPath.of("config").then(field))
                .arg("changeMode", mode.toString())
                .fix(
                        "Write each change as a row",
                        new Edit.SetConfig(context.node().id(), field, Json.of("change"))));
        return false;
    }

    private static String words(Set<ChangeMode.Kind> accepted) {
        return accepted.isEmpty()
                ? "new rows only"
                : accepted.stream().map(SinkNode::words).collect(Collectors.joining(" or "));
    }

    private static String words(ChangeMode.Kind kind) {
        return switch (kind) {
            case APPEND -> "new rows only";
            case RETRACT -> "rows and what is taken back of them";
            case UPSERT -> "rows that replace others by key";
        };
    }

    private static String words(ChangeMode mode) {
        return switch (mode.kind()) {
            case APPEND -> "new rows only";
            case RETRACT -> "a result that changes as rows come";
            case UPSERT -> "rows that replace others by their key";
        };
    }

    private static String remedy(ChangeMode mode) {
        return mode.kind() == ChangeMode.Kind.RETRACT
                ? "Give the aggregate a window, so that its results are final, or use a sink that takes changes"
                : "Use a sink that takes changes";
    }
}
