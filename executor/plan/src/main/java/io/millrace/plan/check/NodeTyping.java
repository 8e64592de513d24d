package io.millrace.plan.check;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.model.NearestName;
import io.millrace.model.catalogue.ConfigBinder;
import io.millrace.model.document.Edge;
import io.millrace.model.document.Endpoint;
import io.millrace.model.document.FieldPath;
import io.millrace.model.document.Node;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PortName;
import io.millrace.model.document.Settings;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Reading;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.graph.DeadLetters;
import io.millrace.plan.node.InputEdge;
import io.millrace.plan.node.TypedPort;
import io.millrace.plan.node.TypingContext;
import io.millrace.plan.sql.ExpressionProblem;
import io.millrace.plan.sql.Expressions;
import io.millrace.plan.sql.Part;
import io.millrace.plan.sql.PartScope;
import io.millrace.plan.sql.Queries;
import io.millrace.plan.sql.Query;
import io.millrace.plan.sql.Replacement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Types one node: the context its type sees. */
final class NodeTyping implements TypingContext {

    private static final FieldPath CONFIG = FieldPath.of("config");

    private final Node node;
    private final Settings settings;
    private final Drawing drawing;
    private final DeadLetters letters;
    private final Map<Endpoint, TypedPort> outputs;
    private final Expressions expressions;
    private final Map<String, DataType> parameters;
    private final ProblemLog log;

    /**
     * @param letters who gets rows that fail
     * @param outputs what is known so far about output ports
     */
    NodeTyping(
            Node node,
            Settings settings,
            Drawing drawing,
            DeadLetters letters,
            Map<Endpoint, TypedPort> outputs,
            Expressions expressions,
            Map<String, DataType> parameters,
            ProblemLog log) {
        this.node = node;
        this.settings = settings;
        this.drawing = drawing;
        this.letters = letters;
        this.outputs = outputs;
        this.expressions = expressions;
        this.parameters = parameters;
        this.log = log;
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
        Reading<C> reading = binder.bind(node);
        log.addAll(reading.problems());
        return reading.value();
    }

    @Override
    public Optional<TypedPort> input(PortName port) {
        List<InputEdge> edges = inputs(port);
        if (edges.isEmpty() && letters.sinks().contains(node.id())) {
            return Optional.of(new TypedPort(DeadLetters.ROWS, false));
        }
        return edges.stream().findFirst().flatMap(InputEdge::rows);
    }

    @Override
    public List<InputEdge> inputs(PortName port) {
        return drawing.edgesInto(node.id()).getOrDefault(port, List.of()).stream()
                .map(Edge::from)
                .map(from -> new InputEdge(from, Optional.ofNullable(outputs.get(from))))
                .toList();
    }

    @Override
    public Set<NodeId> ancestors(PortName port) {
        Set<NodeId> reached = new HashSet<>();
        for (Edge edge : drawing.edgesInto(node.id()).getOrDefault(port, List.of())) {
            reached.add(edge.from().node());
            reached.addAll(drawing.ancestors(edge.from().node()));
        }
        return reached;
    }

    @Override
    public boolean isConnected(PortName output) {
        return drawing.connected().contains(new Endpoint(node.id(), output));
    }

    @Override
    public Optional<Expr> expression(String text, FieldPath field, Optional<Schema> over) {
        if (over.isEmpty()) {
            expressions.syntax(text).forEach(problem -> report(problem, text, field));
            return Optional.empty();
        }
        Expressions.Answer answer = expressions.type(text, over.get(), parameters);
        answer.problems().forEach(problem -> report(problem, text, field));
        return answer.expr();
    }

    @Override
    public Optional<Query> query(String text, FieldPath field) {
        Queries.Answer answer = Queries.read(text);
        answer.problems().forEach(problem -> report(problem, text, field));
        return answer.query();
    }

    @Override
    public Optional<Expr> part(Part part, String text, FieldPath field, Schema over, PartScope scope) {
        Expressions.Answer answer = expressions.type(part, over, parameters, scope);
        answer.problems().forEach(problem -> report(problem, text, field));
        return answer.expr();
    }

    @Override
    public Optional<ColumnRef> column(String name, FieldPath field, Schema over) {
        OptionalInt index = over.indexOf(name);
        if (index.isPresent()) {
            return Optional.of(new ColumnRef(index.getAsInt(), name, over.type(index.getAsInt())));
        }
        Problem problem = Problem.error(
                        PlanProblemCodes.COLUMN_UNKNOWN,
                        "There is no column `" + name + "`" + NearestName.hint(name, over.names()))
                .at(CONFIG.then(field))
                .arg("column", name);
        report(NearestName.of(name, over.names())
                .map(near -> problem.fix("Use `" + near + "`", new Edit.SetConfig(node.id(), field, Json.of(near))))
                .orElse(problem));
        return Optional.empty();
    }

    @Override
    public void report(Problem problem) {
        log.add(problem.at(node.id()));
    }

    private void report(ExpressionProblem found, String text, FieldPath field) {
        Problem problem = Problem.error(found.code(), found.message())
                .at(CONFIG.then(field))
                .range(found.start(), found.end());
        for (Map.Entry<String, String> arg : found.args().entrySet()) {
            problem = problem.arg(arg.getKey(), arg.getValue());
        }
        for (Replacement fix : found.fixes()) {
            problem = problem.fix(fix.label(), new Edit.SetConfig(node.id(), field, Json.of(fix.applyTo(text))));
        }
        report(problem);
    }
}
