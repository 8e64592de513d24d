package io.millrace.executor.cli;

import io.millrace.executor.checkpoint.CheckpointUri;
import io.millrace.executor.checkpoint.CheckpointVerifier;
import io.millrace.executor.process.CheckpointPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checkpoints as files. */
@Command(
        name = "checkpoint",
        description = "Looks at checkpoints where they are kept, without executors or a control plane.",
        synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "verify",
            description = {
                "Reads a checkpoint again, every byte of it and of what it took over from those before, and says with file",
                "and place what is wrong. Exit code 1 when anything is, or when there is no checkpoint."
            })
    int verify(
            @Parameters(
                            paramLabel = "URI",
                            description = {
                                "Where executors keep checkpoints (docs/checkpoint-storage.md): all that are there. Or one of",
                                "them: that URI and /DEPLOYMENT/ATTEMPT/NUMBER, before the options if there are any."
                            })
                    String uri) {
        CheckpointUri parsed = CheckpointUri.of(uri);
        try {
            CheckpointVerifier verifier = new CheckpointVerifier(CheckpointPlace.toRead(parsed.place(), "URI"));
            List<String> folders = parsed.checkpoint().isPresent()
                    ? List.of(parsed.checkpoint().get())
                    : verifier.checkpoints();
            if (folders.isEmpty()) {
                throw new CommandFailure("There is no checkpoint at " + uri
                        + ". Executors keep them where their option --checkpoints says.");
            }
            boolean areWhole = true;
            for (String folder : folders) {
                CheckpointVerifier.Report report = verifier.verify(folder);
                areWhole &= report.isWhole();
                print(report);
            }
            return areWhole ? ExitCode.OK : ExitCode.PROBLEMS;
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private void print(CheckpointVerifier.Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-8s %s  %,d files, %,d bytes, %,d rows%n",
                report.isWhole() ? "whole" : "damaged",
                report.folder(),
                report.files(),
                report.bytes(),
                report.rows());
        report.faults().forEach(fault -> out.println("  " + fault));
        out.flush();
    }
}
