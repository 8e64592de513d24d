package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.JsonArray;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.plan.Planner;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All problems of a document. */
@Command(
        name = "check",
        description = {
            "Prints all problems of a pipeline, with their place and ways out.",
            "Exit code 1 when one of them is an error."
        })
final class CheckCommand implements Callable<Integer> {

    private final Function<PrintWriter, Installation> installations;

    @Mixin
    private DocumentFile file = new DocumentFile();

    @Option(names = "--json", description = "Prints the problems as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CheckCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DocumentFile.Checked checked = file.check(new Planner(), installations.apply(out));
        if (json) {
            Codec<Problem> codec = Codec.of(Problem.class);
            out.print(CanonicalJson.pretty(
                    new JsonArray(checked.problems().stream().map(codec::write).toList())));
            out.flush();
        } else {
            new ProblemPrinter(file.path(), checked.text(), out).print(checked.problems());
        }
        return checked.hasErrors() ? ExitCode.PROBLEMS : ExitCode.OK;
    }
}
