package io.millrace.executor.cli;

import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.executor.checkpoint.CheckpointUri;
import io.millrace.executor.local.Installation;
import io.millrace.executor.process.CheckpointPlace;
import io.millrace.executor.savepoint.Savepoint;
import io.millrace.executor.savepoint.SavepointArchive;
import io.millrace.executor.savepoint.SavepointFiles;
import io.millrace.executor.savepoint.SavepointReader;
import io.millrace.executor.savepoint.SavepointWriter;
import io.millrace.model.json.Json;
import io.millrace.plan.Plan;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.spi.checkpoint.CheckpointStorage;
import io.millrace.spi.error.RunException;
import io.millrace.state.FileCheckpointStorage;
import io.millrace.state.HeapStateBackend;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Savepoints as files. */
@Command(
        name = "savepoint",
        description = "Makes and reads savepoints (docs/savepoint-format.md), without executors or a control plane.",
        synopsisSubcommandLabel = "COMMAND")
final class SavepointCommand {

    private static final String FOLDER = "savepoint";

    private static final int LEAST_PLANNED = 2;

    private final Function<PrintWriter, Installation> installations;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SavepointCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    /** Works on a savepoint that lies in a folder. */
    private interface Work {
        int run(SavepointFiles files) throws IOException;
    }

    @Command(
            name = "export",
            description = {
                "Makes a savepoint of a checkpoint: one file that holds all of it, for any later version to start from, and for",
                "other programs to read. The checkpoint is to be one that its deployment counts as completed."
            })
    int export(
            @Parameters(
                            index = "0",
                            paramLabel = "URI",
                            description = "The checkpoint: where executors keep them, and /DEPLOYMENT/ATTEMPT/NUMBER.")
                    String uri,
            @Parameters(
                            index = "1",
                            paramLabel = "PIPELINE.yaml",
                            description = "The revision that took it, as YAML or JSON.")
                    Path pipeline,
            @Parameters(index = "2", paramLabel = "FILE.zip", description = "Gets the savepoint; it must not exist.")
                    Path file,
            @Option(
                            names = "--set",
                            paramLabel = "NAME=VALUE",
                            description = "The value that a parameter of the pipeline had. May be given several times.")
                    @Nullable
                    Map<String, String> parameters) {
        CheckpointUri checkpoint = CheckpointUri.of(uri);
        String folder = checkpoint
                .checkpoint()
                .orElseThrow(
                        () -> new CommandFailure(
                                uri
                                        + " names no checkpoint. Write /DEPLOYMENT/ATTEMPT/NUMBER behind the place; ./millrace checkpoint verify lists them."));
        Optional<Plan> planned = plan(pipeline, parameters == null ? Map.of() : parameters);
        if (planned.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        Plan plan = planned.get();
        return inFolder(files -> {
            CheckpointStorage storage = CheckpointPlace.toRead(checkpoint.place(), "URI");
            Manifest manifest = new CheckpointFiles(storage).read(folder + "/manifest");
            Savepoint savepoint = new SavepointWriter(new HeapStateBackend(), storage, files)
                    .write(manifest, plan.graph().document(), plan.operators());
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
                SavepointArchive.write(files, out);
            }
            print(savepoint);
            return ExitCode.OK;
        });
    }

    @Command(
            name = "show",
            description = "Prints what a savepoint holds: of which pipeline, when, and the rows of each state.")
    int show(@Parameters(paramLabel = "FILE.zip", description = "The savepoint.") Path file) {
        return inFolder(files -> {
            print(unpack(file, files));
            return ExitCode.OK;
        });
    }

    @Command(
            name = "verify",
            description = {
                "Reads a savepoint again, every byte of it, and whether all states can be restored; says what is wrong with",
                "which file. Exit code 1 when anything is."
            })
    int verify(@Parameters(paramLabel = "FILE.zip", description = "The savepoint.") Path file) {
        return inFolder(files -> {
            Savepoint savepoint = unpack(file, files);
            long rows = new SavepointReader(
                            new HeapStateBackend(), files, Runtime.getRuntime().maxMemory() / 2)
                    .verify();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "whole    %s  %,d files, %,d bytes, %,d rows%n",
                    file,
                    savepoint.files().size(),
                    bytes(savepoint),
                    rows);
            out.flush();
            return ExitCode.OK;
        });
    }

    private Optional<Plan> plan(Path path, Map<String, String> parameters) {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Json> values = new TreeMap<>();
        parameters.forEach((name, value) -> values.put(name, Json.of(value)));
        // As it is planned for being deployed, at whatever parallelism.
        DocumentFile.Planned planned = new DocumentFile(path)
                .plan(new Planner(), installations.apply(err), values, PlanOptions.ofParallelism(LEAST_PLANNED));
        if (planned.plan().isEmpty()) {
            new ProblemPrinter(path, planned.text(), err).print(planned.problems());
        }
        return planned.plan();
    }

    private static Savepoint unpack(Path file, SavepointFiles to) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return SavepointArchive.read(in, to, Long.MAX_VALUE);
        }
    }

    /** In a folder that is gone afterwards. */
    private int inFolder(Work work) {
        try {
            Path folder = Files.createTempDirectory("millrace-savepoint");
            SavepointFiles files = new SavepointFiles(new FileCheckpointStorage(folder), FOLDER);
            try {
                return work.run(files);
            } finally {
                remove(folder);
            }
        } catch (RunException e) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(e.error());
            out.flush();
            return ExitCode.PROBLEMS;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure("There is a file " + e.getMessage() + " already. Name another one.");
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + e.getMessage() + ".");
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static long bytes(Savepoint savepoint) {
        return savepoint.files().stream().mapToLong(Savepoint.StoredFile::bytes).sum();
    }

    private void print(Savepoint savepoint) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "Pipeline %s, deployment %s, checkpoint %d of %s: %,d files, %,d bytes%n",
                savepoint.pipeline(),
                savepoint.deployment(),
                savepoint.checkpoint(),
                Instant.EPOCH.plus(savepoint.takenMicros(), ChronoUnit.MICROS),
                savepoint.files().size(),
                bytes(savepoint));
        savepoint.operators().stream()
                .flatMap(operator -> operator.parts().stream())
                .flatMap(part -> part.states().stream())
                .collect(Collectors.groupingBy(
                        state -> state.node() + " " + state.role(),
                        TreeMap::new,
                        Collectors.summingLong(Savepoint.StateFile::rows)))
                .forEach((state, rows) -> out.printf(Locale.ROOT, "  %-40s %,12d rows%n", state, rows));
        out.flush();
    }
}
