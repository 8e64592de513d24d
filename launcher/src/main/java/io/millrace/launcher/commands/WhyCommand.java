package io.millrace.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.launcher.ExitCode;
import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a node brings out what it does, or nothing. */
@Command(
        name = "why",
        description = {
            "Says why a node of a deployment brings out what it does, or nothing: a chain of causes from the node to what holds it up,",
            "which input, task and split, since when, and what could be done about it."
        })
public final class WhyCommand implements Callable<Integer> {

    private final World world;

    @Parameters(
            index = "0",
            paramLabel = "DEPLOYMENT",
            description = "Its id; or the id or the name of a pipeline, for the deployment of it that runs.")
    private String deployment = "";

    @Parameters(index = "1", paramLabel = "NODE", description = "The id of the node, as the document has it.")
    private String node = "";

    @Option(names = "--json", description = "Prints what the API answers.")
    private boolean json;

    @Mixin
    private DataOption data = new DataOption();

    /** Picocli fills in the rest. */
    public WhyCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Session session =
                new ControlPlane(data.running().httpPort()).logIn(new Ready(world, data.directory()).adminSecret());
        String id = idOf(session.read("/deployments?active=true&limit=200").path("items"));
        JsonNode why = session.read("/deployments/%s/nodes/%s/why".formatted(encoded(id), encoded(node)));
        world.out().print(json ? why.toPrettyString() + "\n" : text(why));
        return ExitCode.DONE;
    }

    /** The id of what runs by that id or that pipeline; of one that does not run, what was given. */
    private String idOf(JsonNode running) {
        List<String> known = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (JsonNode one : running) {
            String id = one.path("id").asText();
            JsonNode pipeline = one.path("pipeline");
            String name = pipeline.path("name").asText();
            if (List.of(id, pipeline.path("id").asText()).contains(deployment)) {
                return id;
            }
            if (name.equals(deployment)) {
                named.add(id);
            }
            known.add("%s  %s".formatted(id, name));
        }
        if (named.size() > 1) {
            throw new Refusal("several that run are called " + deployment + ": " + String.join(", ", named) + ".");
        }
        if (!named.isEmpty()) {
            return named.getFirst();
        }
        if (!deployment.startsWith("d-") && !known.isEmpty()) {
            known.addFirst("What runs:");
            throw new Refusal("nothing that runs is called " + deployment + ".", known.toArray(String[]::new));
        }
        return deployment;
    }

    /** For people: what holds it up on the last line but one, what helps below. */
    static String text(JsonNode why) {
        Instant at = Instant.parse(why.path("at").asText());
        StringBuilder text = new StringBuilder();
        for (JsonNode cause : why.path("causes")) {
            text.append("%-10s  %s%s%n"
                    .formatted(cause.path("kind").asText(), cause.path("text").asText(), since(cause, at)));
            if (cause.path("remedy").isTextual()) {
                text.append("%-10s  %s%n".formatted("", cause.path("remedy").asText()));
            }
        }
        for (JsonNode late : why.path("late")) {
            text.append("%-10s  %,d rows of `%s` (%s) came behind the watermark%n"
                    .formatted(
                            "late",
                            late.path("rows").asLong(),
                            late.path("split").asText(),
                            late.path("source").asText()));
        }
        return text.toString();
    }

    private static String since(JsonNode cause, Instant at) {
        if (!cause.path("since").isTextual()) {
            return "";
        }
        long seconds = Duration.between(Instant.parse(cause.path("since").asText()), at)
                .toSeconds();
        return seconds < 1 ? "" : ", for %,d s".formatted(seconds);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
