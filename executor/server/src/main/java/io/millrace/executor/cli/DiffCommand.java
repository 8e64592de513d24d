package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.model.json.CanonicalJson;
import io.millrace.plan.Plan;
import io.millrace.plan.Planner;
import io.millrace.plan.compare.Comparison;
import io.millrace.plan.compare.ComparisonText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the state of one revision means to another. */
@Command(
        name = "diff",
        description = {
            "Prints what becomes of the state that a running pipeline has gathered when another revision of it goes on:",
            "kept, converted, rebuilt or dropped, and why."
        })
final class DiffCommand implements Callable<Integer> {

    private final Function<PrintWriter, Installation> installations;

    @Parameters(index = "0", paramLabel = "OLD.yaml", description = "The pipeline that runs, as YAML or JSON.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW.yaml", description = "The one that is to go on.")
    private Path now = Path.of("");

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Option(names = "--json", description = "Prints the comparison as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DiffCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = installations.apply(out);
        Optional<Comparison.Planned> before = planned(old, installation);
        Optional<Comparison.Planned> after = planned(now, installation);
        if (before.isEmpty() || after.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        Comparison comparison = Comparison.of(before.get(), after.get());
        out.print(json ? CanonicalJson.pretty(ComparisonText.json(comparison)) : ComparisonText.text(comparison));
        out.flush();
        return ExitCode.OK;
    }

    private Optional<Comparison.Planned> planned(Path path, Installation installation) {
        DocumentFile file = new DocumentFile(path);
        DocumentFile.Planned planned = file.plan(new Planner(), installation, choices);
        if (planned.plan().isEmpty()) {
            new ProblemPrinter(path, planned.text(), spec.commandLine().getErr()).print(planned.problems());
            return Optional.empty();
        }
        Plan plan = planned.plan().get();
        return Optional.of(new Comparison.Planned(plan.graph().document(), plan.operators()));
    }
}
