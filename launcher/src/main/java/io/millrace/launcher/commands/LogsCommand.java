package io.millrace.launcher.commands;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows logs. */
@Command(name = "logs", description = "Prints the last lines of all logs, or of one.")
public final class LogsCommand implements Callable<Integer> {

    private static final String SUFFIX = ".log";

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "launcher, postgres, control-plane, executor-1 …")
    private @Nullable String name;

    @Option(names = "-n", paramLabel = "LINES", description = "How many lines of each. Default: 100")
    private int lines = 100;

    @Option(names = "-f", description = "Goes on printing what is added, until Ctrl-C.")
    private boolean follow;

    /** Picocli fills in the rest. */
    public LogsCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> names = names();
        List<String> wanted = name == null ? names : List.of(name);
        if (!names.containsAll(wanted) || wanted.isEmpty()) {
            throw new Refusal(
                    "there is no log " + (name == null ? "" : name + " ") + "in "
                            + data.directory().logs() + ".",
                    names.isEmpty()
                            ? "Nothing was started on this data."
                            : "There are: " + String.join(", ", names) + ".");
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        wanted.forEach(
                log -> command.add(data.directory().logs().resolve(log + SUFFIX).toString()));
        world.out().flush();
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<String> names() throws IOException {
        Path logs = data.directory().logs();
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(logs)) {
            return all.map(log -> log.getFileName().toString())
                    .filter(log -> log.endsWith(SUFFIX))
                    .map(log -> log.substring(0, log.length() - SUFFIX.length()))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
