package io.millrace.executor.cli;

import io.millrace.coordinator.JobStatus;
import io.millrace.executor.local.Installation;
import io.millrace.executor.local.LocalRun;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.executor.runtime.ProcessState;
import io.millrace.executor.runtime.StopSignals;
import io.millrace.plan.Plan;
import io.millrace.plan.Planner;
import io.millrace.spi.error.RunException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a document to its end, or until Ctrl-C. */
@Command(
        name = "run",
        description = {
            "Runs a pipeline in this process, without database or browser.",
            "A bounded pipeline runs to its end. Ctrl-C ends an unbounded one cleanly: what was read becomes visible; a"
                    + " second Ctrl-C takes it back.",
            "Exit code 0 only when it finished without a failed row, or never ends and was stopped without one; 1 when it"
                    + " or a row failed; 130 when it was stopped before its end."
        })
final class RunCommand implements Callable<Integer> {

    /** How often the progress line is written anew. */
    private static final Duration PROGRESS = Duration.ofMillis(500);

    private final Function<PrintWriter, Installation> installations;

    @Mixin
    private DocumentFile file = new DocumentFile();

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Option(names = "--workers", paramLabel = "N", description = "How many worker threads. Default: one per core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--files-root",
            paramLabel = "DIR",
            description = "The folder that file paths in the pipeline are relative to and stay inside of. Default: the"
                    + " folder of FILE.yaml.")
    private @Nullable Path filesRoot;

    @Mixin
    private StateOptions state = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RunCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (workers < 1) {
            throw new CommandFailure("--workers must be at least 1 and is " + workers + ".");
        }
        Installation installation = installations.apply(out);
        DocumentFile.Planned planned = file.plan(new Planner(), installation, choices);
        if (planned.plan().isEmpty()) {
            new ProblemPrinter(file.path(), planned.text(), err).print(planned.problems());
            return ExitCode.PROBLEMS;
        }
        Path root = filesRoot == null ? file.folder() : filesRoot;
        try (ProcessState kept = state.open(ProcessState.temporary());
                EngineHost host = new EngineHost(workers)) {
            LocalRun run = new LocalRun(
                    planned.plan().get().operators(), host, installation, installation.fileStore(root), kept.backend());
            int exitCode = run(planned.plan().get(), run, host, err);
            kept.outgrown().ifPresent(err::println);
            return exitCode;
        } catch (RunException e) {
            throw new CommandFailure(e.error().toString());
        }
    }

    private static int run(Plan plan, LocalRun run, EngineHost host, PrintWriter err) throws InterruptedException {
        ProgressLine progress = new ProgressLine(err, host.clock(), run::nodes, CommandLine.Help.Ansi.AUTO.enabled());
        JobStatus ended;
        run.start();
        try (StopSignals requests = StopSignals.handledBy(count -> asked(count, run, progress, err))) {
            ended = end(run, progress);
        }
        RunReport report = new RunReport(
                ended.nodes(),
                plan.operators().policies(),
                progress.elapsed(),
                ended.state(),
                plan.graph().isBounded());
        report.print(err);
        return report.exitCode();
    }

    private static JobStatus end(LocalRun run, ProgressLine progress) throws InterruptedException {
        Optional<JobStatus> outcome = run.await(PROGRESS);
        while (outcome.isEmpty()) {
            progress.show();
            outcome = run.await(PROGRESS);
        }
        progress.clear();
        return outcome.get();
    }

    /** What Ctrl-C does, the first time, the second, and then. It is said last: nobody may be reading. */
    private static void asked(int count, LocalRun run, ProgressLine progress, PrintWriter err) {
        switch (count) {
            case 1 -> {
                run.stop();
                progress.clear();
                err.println("Stopping: what was read goes through and becomes visible. Ctrl-C again takes it back.");
                err.flush();
            }
            case 2 -> {
                run.cancel();
                progress.clear();
                err.println("Ending at once: what is not visible yet is taken back. Ctrl-C again leaves it as it is.");
                err.flush();
            }
            default -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
