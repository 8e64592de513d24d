package io.millrace.plan.nodes.sql;

import io.millrace.expr.Expr;
import io.millrace.model.NearestName;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.NodeTypeName;
import io.millrace.model.document.PortName;
import io.millrace.model.document.Settings;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.ProblemCode;
import io.millrace.model.problem.TextRange;
import io.millrace.model.type.Schema;
import io.millrace.plan.node.NodeType;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.Typing;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.sql.Names;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps that a query has come to so far. Each is typed as it is added, so that what stands behind it knows its rows. */
final class Steps {

    private final TypingContext context;
    private final SqlConfig config;
    private final Settings settings;
    private final Map<String, NodeType> types = new HashMap<>();
    private final Ids ids = new Ids();
    private final List<Step> steps = new ArrayList<>();
    private boolean isSound = true;

    Steps(TypingContext context, SqlConfig config, List<NodeType> types) {
        this.context = context;
        this.config = config;
        Settings all = context.settings();
        settings = new Settings(
                all.timeZone(), all.checkpointInterval(), config.stateTtl().or(all::stateTtl));
        types.forEach(type -> this.types.put(type.descriptor().type().value(), type));
    }

    /** All there are, each behind those it reads. */
    List<Step> all() {
        return List.copyOf(steps);
    }

    /** Whether nothing was wrong. */
    boolean areSound() {
        return isSound;
    }

    /** Adds a step that reads one stream; answers its rows, under the names their columns have now, when they are known. */
    Optional<Rows> add(String id, String type, StepConfig step, Rows rows) {
        return add(id, type, step, Map.of(PortName.IN, List.of(rows)));
    }

    /**
     * Adds a step; what is wrong with it is reported.
     *
     * @param id what it is in the query; made unique
     */
    Optional<Rows> add(String id, String type, StepConfig step, Map<PortName, List<Rows>> inputs) {
        String own = ids.fresh(id);
        NodeType known = types.get(type);
        if (known == null) {
            throw new IllegalStateException("No step is a " + type);
        }
        Node node = new Node(
                context.node().id(),
                own,
                new NodeTypeName(type),
                known.descriptor().version(),
                step.json(),
                Optional.empty());
        Typing typing = known.type(new StepContext(context, config.sql(), node, settings, step, inputs));
        typing.operation()
                .ifPresentOrElse(
                        operation -> steps.add(new Step(own, operation, origins(inputs))), () -> isSound = false);
        TypedPort out = typing.outputs().get(PortName.OUT);
        return Optional.ofNullable(out)
                .map(port -> new Rows(
                        new Origin.OfStep(own),
                        port,
                        Rows.scopeOf(port, Optional.empty()),
                        ancestors(inputs),
                        Optional.empty()));
    }

    private static Map<PortName, List<Origin>> origins(Map<PortName, List<Rows>> inputs) {
        Map<PortName, List<Origin>> origins = new HashMap<>();
        inputs.forEach((port, rows) ->
                origins.put(port, rows.stream().map(Rows::origin).toList()));
        return origins;
    }

    private static Set<NodeId> ancestors(Map<PortName, List<Rows>> inputs) {
        Set<NodeId> all = new HashSet<>();
        inputs.values().forEach(list -> list.forEach(rows -> all.addAll(rows.ancestors())));
        return all;
    }

    /** The type of a part; what is wrong with it is reported. */
    Optional<Expr> type(Part part, Schema over, PartScope scope) {
        Optional<Expr> typed = context.part(part, config.sql(), StepContext.SQL, over, scope);
        isSound &= typed.isPresent();
        return typed;
    }

    /** Reports that something in the query is wrong. */
    void error(ProblemCode code, String message, TextRange range) {
        report(Problem.error(code, message), range);
        isSound = false;
    }

    /**
     * Reports that nothing has this name.
     *
     * @param known the names that could have been meant
     */
    void misspelt(ProblemCode code, String message, String name, List<String> known, TextRange range) {
        Problem problem =
                Problem.error(code, message + NearestName.hint(name, known)).arg("name", name);
        report(
                NearestName.of(name, known)
                        .map(near -> problem.fix("Use `" + near + "`", replaced(range, Names.quoteIfNeeded(near))))
                        .orElse(problem),
                range);
    }

    /** What stands in this place of the query, whatever the blanks between. */
    String text(TextRange range) {
        return config.sql().substring(range.start(), range.end()).replaceAll("\\s+", " ");
    }

    /** The edit that puts another text in this place of the query. */
    Edit replaced(TextRange range, String text) {
        String sql = config.sql();
        String other = sql.substring(0, range.start()) + text + sql.substring(range.end());
        return new Edit.SetConfig(context.node().id(), StepContext.SQL, Json.of(other));
    }

    void report(Problem problem, TextRange range) {
        isSound &= !problem.isError();
        context.report(problem.at(FieldPath.of("config").then(StepContext.SQL)).range(range.start(), range.end()));
    }
}
