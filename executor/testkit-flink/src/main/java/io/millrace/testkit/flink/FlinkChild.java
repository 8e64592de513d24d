package io.millrace.testkit.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** The program of the child process: requests in, answers out, as the package describes. */
public final class FlinkChild {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlinkSession session;
    private final FlinkQueries queries;

    private FlinkChild(SharedCluster cluster) {
        session = FlinkSession.on(cluster);
        queries = FlinkQueries.on(cluster);
    }

    /** Runs until standard input ends. The exit code is 0 then, and 1 when Flink cannot be started. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        // Whatever Flink or a library prints must not mix with the answers.
        System.setOut(System.err);
        int exitCode = 1;
        try {
            new FlinkChild(SharedCluster.start()).run(answers);
            exitCode = 0;
        } catch (Throwable e) {
            e.printStackTrace(System.err);
        } finally {
            // Flink's threads would keep the process alive; nothing in it is worth an orderly end.
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void run(PrintStream answers) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        send(answers, JSON.createObjectNode().put("flink", EnvironmentInformation.getVersion()));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            send(answers, answer(line));
        }
    }

    private static void send(PrintStream answers, JsonNode answer) throws IOException {
        answers.write((JSON.writeValueAsString(answer) + "\n").getBytes(UTF_8));
        answers.flush();
    }

    private ObjectNode answer(String line) {
        try {
            JsonNode request = JSON.readTree(line);
            if (request.get("verb").asText().equals("query")) {
                return query(request);
            }
            session.useTimeZone(request.path("timeZone").asText("UTC"));
            Schema schema = schema(request.get("columns"));
            List<String> expressions = texts(request.get("expressions"));
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode results = answer.putArray("results");
            switch (request.get("verb").asText()) {
                case "types" -> {
                    String groupBy = request.path("groupBy").asText("");
                    session.types(schema, expressions, groupBy)
                            .forEach(type -> results.addObject().put(type.isRefused() ? "error" : "type", type.text()));
                }
                case "evaluate" -> {
                    List<List<String>> rows = new ArrayList<>();
                    request.get("rows").forEach(row -> rows.add(texts(row)));
                    new BulkEvaluation(session, schema, rows).of(expressions).forEach(each -> add(results, each));
                }
                default -> throw new IllegalArgumentException("unknown verb");
            }
            return answer;
        } catch (Exception e) {
            e.printStackTrace(System.err);
            return JSON.createObjectNode().put("problem", FlinkErrors.rootMessage(e));
        }
    }

    private ObjectNode query(JsonNode request) throws Exception {
        List<FlinkQueries.Input> inputs = new ArrayList<>();
        for (JsonNode table : request.get("tables")) {
            inputs.add(new FlinkQueries.Input(
                    table.get("name").asText(),
                    schema(table.get("columns")),
                    Path.of(table.get("file").asText()),
                    Optional.ofNullable(table.get("rowTime")).map(JsonNode::asText),
                    table.path("delayMillis").asLong()));
        }
        var standing = queries.run(inputs, request.get("sql").asText(), texts(request.get("key")));
        try (BufferedWriter lines =
                Files.newBufferedWriter(Path.of(request.get("result").asText()))) {
            for (var row : standing.entrySet()) {
                ObjectNode texts = JSON.createObjectNode();
                row.getKey().forEach(texts::put);
                lines.write(JSON.writeValueAsString(
                        JSON.createObjectNode().put("times", row.getValue()).set("row", texts)));
                lines.newLine();
            }
        }
        return JSON.createObjectNode().put("rows", standing.size());
    }

    private static void add(ArrayNode results, Question question) {
        ObjectNode node = results.addObject();
        node.put(question.type().isRefused() ? "error" : "type", question.type().text());
        if (question.unplannable() != null) {
            node.put("unplannable", question.unplannable());
        } else if (!question.type().isRefused()) {
            ArrayNode values = node.putArray("values");
            for (Answer answer : question.answers()) {
                if (answer.isError()) {
                    values.addObject().put("error", answer.text());
                } else {
                    values.add(answer.text());
                }
            }
        }
    }

    private static Schema schema(JsonNode columns) {
        List<Column> list = new ArrayList<>();
        columns.forEach(column -> list.add(
                new Column(column.get(0).asText(), DataType.parse(column.get(1).asText()))));
        return new Schema(list);
    }

    private static List<String> texts(JsonNode array) {
        List<String> list = new ArrayList<>();
        array.forEach(each -> list.add(each.asText()));
        return list;
    }
}
