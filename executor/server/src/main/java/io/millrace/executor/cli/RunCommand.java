package io.millrace.executor.cli;

import io.millrace.engine.job.JobOutcome;
import io.millrace.engine.job.JobState;
import io.millrace.engine.job.NodeReport;
import io.millrace.executor.local.Installation;
import io.millrace.executor.local.LocalRun;
import io.millrace.executor.runtime.EngineHost;
import io.millrace.plan.Plan;
import io.millrace.plan.Planner;
import io.millrace.spi.error.RunException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            "A bounded pipeline runs to its end; Ctrl-C ends an unbounded one cleanly: what was read becomes visible.",
            "Exit code 0 only when it finished, or was stopped, without a failed row."
        })
final class RunCommand implements Callable<Integer> {

    /** How often the progress line is written anew. */
    private static final Duration PROGRESS = Duration.ofMillis(500);

    /** How long Ctrl-C waits for what was read to go through. */
    private static final Duration STOPPING = Duration.ofSeconds(30);

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (workers < 1) {
            throw new CommandFailure("--workers must be at least 1 and is " + workers + ".");
        }
        Installation installation = Installation.standard(out);
        DocumentFile.Planned planned = file.plan(new Planner(), installation, choices);
        if (planned.plan().isEmpty()) {
            new ProblemPrinter(file.path(), planned.text(), err).print(planned.problems());
            return ExitCode.PROBLEMS;
        }
        Path root = filesRoot == null ? file.folder() : filesRoot;
        try (EngineHost host = new EngineHost(workers)) {
            return run(planned.plan().get(), host, installation, root, err);
        } catch (RunException e) {
            throw new CommandFailure(e.error().toString());
        }
    }

    private int run(Plan plan, EngineHost host, Installation installation, Path root, PrintWriter err)
            throws InterruptedException {
        LocalRun run = new LocalRun(plan.operators(), host, installation, installation.fileStore(root));
        ProgressLine progress = new ProgressLine(err, host.clock(), run::nodes, CommandLine.Help.Ansi.AUTO.enabled());
        CountDownLatch reported = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(run, reported), "millrace-ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        run.start();
        Optional<JobOutcome> outcome = run.await(PROGRESS);
        while (outcome.isEmpty()) {
            progress.show();
            outcome = run.await(PROGRESS);
        }
        progress.clear();
        Map<String, NodeReport> nodes = run.nodes();
        RunReport.print(nodes, progress.elapsed(), err);
        JobOutcome ended = outcome.get();
        if (ended.state() == JobState.STOPPED) {
            err.println("Stopped. What was read until then went through.");
        }
        ended.error().ifPresent(error -> err.println("Failed: " + error));
        err.flush();
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook runs, and this process ends with it.
        }
        boolean rowsFailed = nodes.values().stream().anyMatch(node -> node.rowsFailed() > 0);
        return ended.state() == JobState.FAILED || rowsFailed ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    /** What Ctrl-C does: the process ends when this returns. */
    private static void stopAndWait(LocalRun run, CountDownLatch reported) {
        run.stop();
        try {
            reported.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
