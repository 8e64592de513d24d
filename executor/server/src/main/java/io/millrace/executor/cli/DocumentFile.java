package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.ReadDocument;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.text.TextLimits;
import io.millrace.plan.Plan;
import io.millrace.plan.PlanOptions;
import io.millrace.plan.Planner;
import io.millrace.plan.Planning;
import io.millrace.plan.graph.TypedGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The file that every command takes: read, checked and planned. */
final class DocumentFile {

    /** One byte more than a document may have is enough for the reader to say that it is too large. */
    private static final int MOST_BYTES = TextLimits.LONGEST_TEXT + 1;

    @Parameters(paramLabel = "FILE.yaml", description = "The pipeline, as YAML or JSON.")
    private Path path;

    /** Filled in from the command line. */
    DocumentFile() {
        this(Path.of(""));
    }

    DocumentFile(Path path) {
        this.path = path;
    }

    /**
     * What reading and checking came to.
     *
     * @param text the file as it was read
     * @param graph absent when the text is no document
     */
    record Checked(byte[] text, Optional<TypedGraph> graph, List<Problem> problems) {

        boolean hasErrors() {
            return graph.isEmpty() || problems.stream().anyMatch(Problem::isError);
        }
    }

    /**
     * What planning came to.
     *
     * @param plan absent when a problem is an error
     */
    record Planned(byte[] text, Optional<Plan> plan, List<Problem> problems) {}

    Path path() {
        return path;
    }

    /** The folder the file is in. */
    Path folder() {
        Path parent = path.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    Checked check(Planner planner, Installation installation) {
        byte[] text = bytes();
        ReadDocument read = DocumentReader.load(text);
        Optional<PipelineDocument> document = read.understood();
        if (document.isEmpty()) {
            return new Checked(text, Optional.empty(), read.problems());
        }
        TypedGraph graph = planner.check(document.get(), installation.catalogue());
        List<Problem> problems = new ArrayList<>(read.problems());
        graph.problems().forEach(problem -> problems.add(read.located(problem)));
        return new Checked(text, Optional.of(graph), problems);
    }

    Planned plan(Planner planner, Installation installation, PlanChoices choices) {
        return plan(planner, installation, choices.values(), choices.options());
    }

    Planned plan(Planner planner, Installation installation, Map<String, Json> parameters, PlanOptions options) {
        Checked checked = check(planner, installation);
        if (checked.graph().isEmpty() || checked.hasErrors()) {
            return new Planned(checked.text(), Optional.empty(), checked.problems());
        }
        Planning planning = planner.plan(checked.graph().get(), parameters, options);
        return new Planned(
                checked.text(),
                planning.plan(),
                planning.plan().isPresent() ? checked.problems() : planning.problems());
    }

    private byte[] bytes() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST_BYTES);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + path + ".");
        } catch (IOException e) {
            throw new CommandFailure("The file " + path + " cannot be read: " + e.getMessage());
        }
    }
}
