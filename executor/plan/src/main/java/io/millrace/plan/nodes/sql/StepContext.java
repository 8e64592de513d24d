package io.millrace.plan.nodes.sql;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.document.Settings;
import io.millrace.model.problem.Problem;
import io.millrace.model.problem.TextRange;
import io.millrace.model.type.Schema;
import io.millrace.plan.node.InputEdge;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the node type of a step sees: the rows before it, and expressions that are parts of the query. Problems go to their places in it. */
final class StepContext implements TypingContext {

    static final FieldPath SQL = FieldPath.of("sql");

    private static final FieldPath TTL = FieldPath.of("config", "stateTtl");

    private final TypingContext outer;
    private final String sql;
    private final Node node;
    private final Settings settings;
    private final StepConfig config;
    private final Map<PortName, List<Rows>> inputs;

    /**
     * @param outer the context of the node whose query it is
     * @param node the step as if it were drawn, with the id of that node
     */
    StepContext(
            TypingContext outer,
            String sql,
            Node node,
            Settings settings,
            StepConfig config,
            Map<PortName, List<Rows>> inputs) {
        this.outer = outer;
        this.sql = sql;
        this.node = node;
        this.settings = settings;
        this.config = config;
        this.inputs = inputs;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public <C extends Record> Optional<C> config(ConfigBinder<C> binder) {
        var reading = binder.bind(node);
        reading.problems().forEach(this::report);
        return reading.value();
    }

    @Override
    public Optional<TypedPort> input(PortName port) {
        return rows(port).stream().findFirst().map(Rows::port);
    }

    @Override
    public List<InputEdge> inputs(PortName port) {
        Endpoint self = new Endpoint(node.id(), PortName.IN);
        return rows(port).stream()
                .map(rows -> new InputEdge(self, Optional.of(rows.port())))
                .toList();
    }

    private List<Rows> rows(PortName port) {
        return inputs.getOrDefault(port, List.of());
    }

    @Override
    public Set<NodeId> ancestors(PortName port) {
        Set<NodeId> all = new HashSet<>();
        rows(port).forEach(rows -> all.addAll(rows.ancestors()));
        return all;
    }

    @Override
    public boolean isConnected(PortName output) {
        return output.equals(PortName.OUT);
    }

    @Override
    public Optional<Expr> expression(String text, FieldPath field, Optional<Schema> over) {
        Optional<StepConfig.Formula> formula = config.formula(field);
        return formula.isPresent() && over.isPresent()
                ? outer.part(
                        formula.get().part(),
                        sql,
                        SQL,
                        over.get(),
                        formula.get().scope())
                : outer.expression(text, SQL, over);
    }

    @Override
    public Optional<Query> query(String text, FieldPath field) {
        throw new IllegalStateException("A step is no query: " + field);
    }

    @Override
    public Optional<Expr> part(Part part, String text, FieldPath field, Schema over, PartScope scope) {
        throw new IllegalStateException("A step has no query of its own: " + field);
    }

    @Override
    public Optional<ColumnRef> column(String name, FieldPath field, Schema over) {
        OptionalInt index = over.indexOf(name);
        if (index.isEmpty()) {
            throw new IllegalStateException(
                    "The step %s names a column `%s`, and there are %s".formatted(node.type(), name, over.names()));
        }
        return Optional.of(new ColumnRef(index.getAsInt(), name, over.type(index.getAsInt())));
    }

    /** Only how long state lives is a field of the node as it is of the step; edits of others would mean nothing. */
    @Override
    public void report(Problem problem) {
        FieldPath field = problem.fieldPath().orElse(FieldPath.of("config"));
        if (field.equals(TTL)) {
            outer.report(problem);
            return;
        }
        FieldPath inConfig =
                new FieldPath(field.steps().subList(1, field.steps().size()));
        TextRange place = config.placeOf(inConfig);
        Problem moved = problem.isError()
                ? Problem.error(problem.code(), problem.message())
                : Problem.warning(problem.code(), problem.message());
        for (Map.Entry<String, String> arg : problem.args().entrySet()) {
            moved = moved.arg(arg.getKey(), arg.getValue());
        }
        outer.report(moved.at(FieldPath.of("config").then(SQL)).range(place.start(), place.end()));
    }
}
