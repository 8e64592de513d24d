package io.millrace.plan.logical;

import io.millrace.expr.Expr;
import io.millrace.model.document.NodeId;
import io.millrace.model.json.JsonObject;
import io.millrace.model.type.Column;
import io.millrace.model.type.EdgeSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stages that look at one row at a time, one after the other. Several inputs at its port make it a union.
 *
 * @param input what the first stage gets
 */
public record Calc(EdgeSchema input, List<Stage> stages) implements LogicalOperator {

    public Calc {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("A calc has at least one stage");
        }
        for (Stage stage : stages.subList(0, stages.size() - 1)) {
            if (stage instanceof Stage.Route) {
                throw new IllegalArgumentException("Nothing can follow the route " + stage.node());
            }
        }
    }

    /** The calc of one stage. */
    public static Calc of(EdgeSchema input, Stage stage) {
        return new Calc(input, List.of(stage));
    }

    /** Whether the rows leave by several outputs. */
    public boolean isRoute() {
        return stages.getLast() instanceof Stage.Route;
    }

    /** What the stage at this position gets. */
    public EdgeSchema inputOf(int stage) {
        EdgeSchema edge = input;
        for (int i = 0; i < stage; i++) {
            edge = stages.get(i).outputs(edge).getFirst();
        }
        return edge;
    }

    @Override
    public String type() {
        return "calc";
    }

    @Override
    public List<NodeId> nodeIds() {
        return List.copyOf(new LinkedHashSet<>(stages.stream().map(Stage::node).toList()));
    }

    @Override
    public List<EdgeSchema> inputs() {
        return List.of(input);
    }

    @Override
    public List<EdgeSchema> outputs() {
        return stages.getLast().outputs(inputOf(stages.size() - 1));
    }

    @Override
    public PhysicalForm physical() {
        return new PhysicalForm(
                "calc",
                JsonObject.of("stages", StagePlan.config(stages)),
                StagePlan.expressions(stages),
                List.of(PhysicalForm.InputNeed.ANY));
    }

    @Override
    public List<Set<Integer>> reads(List<Set<Integer>> wanted) {
        Set<Integer> read = new TreeSet<>();
        wanted.forEach(read::addAll);
        for (Stage stage : stages.reversed()) {
            read = switch (stage) {
                case Stage.Filter filter -> joined(read, List.of(filter.condition()));
                case Stage.Route route ->
                    joined(
                            read,
                            route.branches().stream()
                                    .map(Stage.Route.Branch::condition)
                                    .toList());
                case Stage.Project project -> {
                    List<Expr> values = keptOf(read, project.columns().size()).stream()
                            .map(project.values()::get)
                            .toList();
                    yield joined(Set.of(), values);
                }
            };
        }
        return List.of(read);
    }

    @Override
    public Narrowed narrowed(List<List<Integer>> keptInputs, List<Set<Integer>> wanted) {
        List<Set<Integer>> wantedBehind = wantedBehindEachStage(wanted);
        List<Integer> kept = keptInputs.getFirst();
        List<Stage> narrow = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            List<Integer> left = kept;
            switch (stages.get(i)) {
                case Stage.Filter(NodeId node, Expr condition, StageCounts counts) ->
                    narrow.add(new Stage.Filter(node, Trees.over(left, condition), counts));
                case Stage.Route(NodeId node, List<Stage.Route.Branch> branches) ->
                    narrow.add(new Stage.Route(
                            node,
                            branches.stream()
                                    .map(branch ->
                                            new Stage.Route.Branch(branch.id(), Trees.over(left, branch.condition())))
                                    .toList()));
                case Stage.Project(
                        NodeId node,
                        List<Column> columns,
                        List<Expr> values,
                        boolean isHelper,
                        StageCounts counts) -> {
                    kept = keptOf(wantedBehind.get(i), columns.size());
                    narrow.add(new Stage.Project(
                            node,
                            kept.stream().map(columns::get).toList(),
                            kept.stream()
                                    .map(column -> Trees.over(left, values.get(column)))
                                    .toList(),
                            isHelper,
                            counts));
                }
            }
        }
        List<Integer> keptOutput = kept;
        Calc calc = new Calc(EdgeColumns.kept(input, keptInputs.getFirst()), narrow);
        return new Narrowed(calc, outputs().stream().map(_ -> keptOutput).toList());
    }

    /** The columns that are read of what each stage gives. */
    private List<Set<Integer>> wantedBehindEachStage(List<Set<Integer>> wanted) {
        List<Set<Integer>> behind = new ArrayList<>();
        for (int i = 1; i < stages.size(); i++) {
            behind.add(new Calc(inputOf(i), stages.subList(i, stages.size()))
                    .reads(wanted)
                    .getFirst());
        }
        Set<Integer> last = new TreeSet<>();
        wanted.forEach(last::addAll);
        behind.add(last);
        return behind;
    }

    /** The wanted columns, or one when none is: a batch counts its rows by its columns. */
    private static List<Integer> keptOf(Set<Integer> wanted, int columns) {
        return wanted.isEmpty() && columns > 0 ? List.of(0) : List.copyOf(new TreeSet<>(wanted));
    }

    private static Set<Integer> joined(Set<Integer> columns, List<Expr> trees) {
        Set<Integer> all = new TreeSet<>(columns);
        trees.forEach(tree -> all.addAll(Trees.columnsOf(tree)));
        return all;
    }
}
