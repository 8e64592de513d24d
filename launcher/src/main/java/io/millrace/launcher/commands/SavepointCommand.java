package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.KeptState;
import io.millrace.launcher.control.KeptState.Savepoint;
import io.millrace.launcher.control.Session;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Savepoints of the Millrace that runs. Those in files are the executor's matter: export, show and verify. */
@Command(
        name = "savepoint",
        description = {
            "Makes, moves and starts from savepoints of the Millrace that runs: all that a pipeline knows at one moment, for any",
            "revision that fits to go on from. export, show and verify read them as files, and need nothing that runs."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class SavepointCommand {

    private static final long LOOK_AGAIN_MS = 500;

    private final World world;

    /** Picocli fills in the rest. */
    public SavepointCommand(World world) {
        this.world = world;
    }

    private Session session(DataOption data) throws IOException, InterruptedException {
        return new ControlPlane(data.running().httpPort()).logIn(new Ready(world, data.directory()).adminSecret());
    }

    @Command(
            name = "create",
            description = {
                "Has a savepoint made of a deployment, and waits until it is complete. The deployment runs on, or stops with it;",
                "of one that has ended, it is made of the last checkpoint."
            })
    int create(
            @Parameters(paramLabel = "DEPLOYMENT", description = "Its id, as the page of the deployment has it.")
                    String deployment,
            @Option(
                            names = "--stop",
                            description = "Stops the deployment: nothing that comes after the savepoint is read.")
                    boolean stop,
            @Option(names = "--name", paramLabel = "N", description = "What to call it.") @Nullable String name,
            @Mixin DataOption data)
            throws IOException, InterruptedException {
        KeptState kept = session(data).keptState();
        String key = "savepoint-%016x".formatted(world.secrets().nextLong());
        Savepoint savepoint = kept.create(deployment, Optional.ofNullable(name), stop, key);
        while (savepoint.isOpen()) {
            world.pause().ms(LOOK_AGAIN_MS);
            savepoint = kept.find(savepoint.id());
        }
        print(savepoint);
        if (!savepoint.state().equals("COMPLETE")) {
            throw new Refusal("the savepoint failed: " + savepoint.reason());
        }
        return ExitCode.DONE;
    }

    @Command(name = "list", description = "Lists the savepoints there are, the newest first.")
    int list(
            @Option(names = "--pipeline", paramLabel = "ID", description = "Only those of this pipeline.") @Nullable
                    String pipeline,
            @Mixin DataOption data)
            throws IOException, InterruptedException {
        List<Savepoint> all = session(data).keptState().all(Optional.ofNullable(pipeline));
        all.forEach(this::print);
        if (all.isEmpty()) {
            world.out().println("There are no savepoints.");
        }
        return ExitCode.DONE;
    }

    @Command(name = "download", description = "Saves a savepoint as a file.")
    int download(
            @Parameters(index = "0", paramLabel = "SAVEPOINT", description = "Its id.") String id,
            @Parameters(index = "1", paramLabel = "FILE.zip", description = "Gets the savepoint; it must not exist.")
                    Path file,
            @Mixin DataOption data)
            throws IOException, InterruptedException {
        try {
            session(data).keptState().download(id, file);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("there is a file " + file + " already.", "Name another one.");
        }
        world.out().printf("%s  %,d bytes%n", file, Files.size(file));
        return ExitCode.DONE;
    }

    @Command(
            name = "upload",
            description = "Takes a savepoint from a file. All of it is looked at, every byte, before it is listed.")
    int upload(
            @Parameters(paramLabel = "FILE.zip", description = "The savepoint.") Path file,
            @Option(names = "--name", paramLabel = "N", description = "What to call it.") @Nullable String name,
            @Option(
                            names = "--pipeline",
                            paramLabel = "ID",
                            description = "Which pipeline to list it under. Default: the one it says it is of.")
                    @Nullable
                    String pipeline,
            @Mixin DataOption data)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("there is no file " + file + ".");
        }
        print(session(data).keptState().upload(file, Optional.ofNullable(name), Optional.ofNullable(pipeline)));
        return ExitCode.DONE;
    }

    @Command(name = "delete", description = "Removes a savepoint; one that is being made is given up.")
    int delete(@Parameters(paramLabel = "SAVEPOINT", description = "Its id.") String id, @Mixin DataOption data)
            throws IOException, InterruptedException {
        session(data).keptState().delete(id);
        world.out().println("Deleted " + id + ".");
        return ExitCode.DONE;
    }

    @Command(
            name = "start",
            description = {
                "Has a revision of a pipeline run from a savepoint. It may be another pipeline than the savepoint's: which state is",
                "whose, ids of nodes decide."
            })
    int start(
            @Parameters(index = "0", paramLabel = "SAVEPOINT", description = "Its id.") String id,
            @Parameters(index = "1", paramLabel = "PIPELINE", description = "The id of the pipeline that is to run.")
                    String pipeline,
            @Option(names = "--revision", paramLabel = "N", description = "Which revision. Default: the last one.")
                    @Nullable
                    Integer revision,
            @Option(
                            names = "--parallelism",
                            paramLabel = "N",
                            description = "How many tasks a fragment runs as. Default: as many as there are workers.")
                    @Nullable
                    Integer parallelism,
            @Option(
                            names = "--consent",
                            paramLabel = "NODE",
                            description = "A node whose state may be lost. May be given several times.")
                    @Nullable
                    List<String> consent,
            @Mixin DataOption data)
            throws IOException, InterruptedException {
        Session session = session(data);
        int number = revision == null
                ? session.lastRevision(pipeline)
                        .orElseThrow(() -> new Refusal(
                                "the pipeline " + pipeline + " has no revision.", "Commit its draft first."))
                : revision;
        String deployment = session.startFrom(
                id,
                pipeline,
                number,
                Optional.ofNullable(parallelism),
                consent == null ? List.of() : consent,
                "start-%016x".formatted(world.secrets().nextLong()));
        world.out().printf("Deployment %s of %s, revision %d, from %s%n", deployment, pipeline, number, id);
        return ExitCode.DONE;
    }

    private void print(Savepoint savepoint) {
        String how =
                switch (savepoint.state()) {
                    case "COMPLETE" -> "%,d bytes".formatted(savepoint.bytes());
                    case "IN_PROGRESS" -> "%,d of %,d bytes".formatted(savepoint.doneBytes(), savepoint.ofBytes());
                    default -> "failed: " + savepoint.reason();
                };
        world.out()
                .printf(
                        "%s  %s  %-20s  %s  %s%n",
                        savepoint.id(),
                        savepoint.createdAt().truncatedTo(ChronoUnit.SECONDS),
                        savepoint.pipeline(),
                        savepoint.name(),
                        how);
    }
}
