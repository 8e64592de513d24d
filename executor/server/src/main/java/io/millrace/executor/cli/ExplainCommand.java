package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.model.json.CanonicalJson;
import io.millrace.plan.Planner;
import io.millrace.plan.explain.Explanation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a document would run. */
@Command(
        name = "explain",
        description = {
            "Prints how a pipeline would run: the schema of each edge, the plan as drawn, each rewrite, the plan after them,",
            "and what executors get."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Function<PrintWriter, Installation> installations;

    @Mixin
    private DocumentFile file = new DocumentFile();

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Option(names = "--json", description = "Prints the explanation as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ExplainCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DocumentFile.Planned planned = file.plan(new Planner(), installations.apply(out), choices);
        if (planned.plan().isEmpty()) {
            new ProblemPrinter(file.path(), planned.text(), err).print(planned.problems());
            return ExitCode.PROBLEMS;
        }
        Explanation explanation = Explanation.of(planned.plan().get());
        out.print(json ? CanonicalJson.pretty(explanation.json()) : explanation.text());
        out.flush();
        return ExitCode.OK;
    }
}
