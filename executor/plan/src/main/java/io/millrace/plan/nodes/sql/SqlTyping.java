package io.millrace.plan.nodes.sql;

import io.millrace.model.document.FieldPath;
import io.millrace.model.document.PortName;
import io.millrace.model.problem.Problem;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedOperation;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.sql.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types one sql node. */
final class SqlTyping {

    private final TypingContext context;
    private final SqlConfig config;
    private final List<NodeType> stepTypes;
    private boolean isSound = true;

    SqlTyping(TypingContext context, SqlConfig config, List<NodeType> stepTypes) {
        this.context = context;
        this.config = config;
        this.stepTypes = stepTypes;
    }

    Typing type() {
        Map<String, PortName> ports = ports();
        Optional<Query> query = context.query(config.sql(), StepContext.SQL);
        if (query.isEmpty()) {
            return Typing.UNKNOWN;
        }
        Map<String, Optional<Rows>> inputs = new LinkedHashMap<>();
        ports.forEach((name, port) -> inputs.put(name, rows(name, port)));
        Steps steps = new Steps(context, config, stepTypes);
        Tables tables = new Tables(inputs, steps);
        Optional<Rows> result = new QueryTranslation(steps, tables).translate(query.get());
        if (result.isPresent()) {
            tables.unread().forEach(name -> reportUnread(name, ports));
        }
        return result.map(rows -> Typing.of(rows.port(), operation(rows, steps)))
                .orElse(Typing.UNKNOWN);
    }

    private Optional<TypedOperation> operation(Rows rows, Steps steps) {
        return isSound && steps.areSound()
                ? Optional.of(new SqlOperation(context.node().id(), steps.all(), rows.origin()))
                : Optional.empty();
    }

    private Map<String, PortName> ports() {
        Map<String, PortName> ports = new LinkedHashMap<>();
        for (SqlConfig.Input input : config.inputs()) {
            if (ports.putIfAbsent(input.called(), new PortName(input.id().value())) != null) {
                context.error(
                        PlanProblemCodes.QUERY_TABLE,
                        "There is an input `" + input.called() + "` before; each name stands once",
                        FieldPath.of("inputs").element(input.id().value()).key("name"));
                isSound = false;
            }
        }
        return config.inputs().isEmpty() ? Map.of(SqlNode.INPUT.value(), SqlNode.INPUT) : ports;
    }

    private Optional<Rows> rows(String name, PortName port) {
        return context.input(port).map(rows -> rows(name, port, rows));
    }

    private Rows rows(String name, PortName port, TypedPort rows) {
        return new Rows(
                new Origin.OfInput(port),
                rows,
                Rows.scopeOf(rows, Optional.of(name)),
                context.ancestors(port),
                Optional.empty());
    }

    private void reportUnread(String name, Map<String, PortName> ports) {
        PortName port = ports.get(name);
        Problem problem = Problem.warning(
                PlanProblemCodes.QUERY_INPUT_UNUSED,
                "The query does not read `" + name + "`; name it in a FROM, or take the input away");
        context.report(
                config.inputs().isEmpty() || port == null
                        ? problem.at(FieldPath.of("config").then(StepContext.SQL))
                        : problem.at(FieldPath.of("config", "inputs").element(port.value())));
    }
}
