package io.millrace.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.type.Column;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.testkit.canonical.CanonicalText;
import io.millrace.testkit.canonical.PlainText;
import io.millrace.testkit.server.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks Flink SQL what an expression is and what it gives. Flink runs in a process of its own (module testkit-flink), in
 * batch mode, started by the first question and shared by all tests of this JVM; safe for several threads.
 *
 * <p>Expressions are select items over one table {@code t} whose columns are the schema's.
 */
public final class FlinkOracle {

    /** Flink starts in about 5 s; a busy machine takes its time. */
    private static final Duration START = Duration.ofMinutes(2);

    /** For one request of at most {@link #MAX_EXPRESSIONS}. */
    private static final Duration ANSWER = Duration.ofMinutes(4);

    /** Per request: bounds the size of a line and the wait for it. Callers may ask for more at once. */
    private static final int MAX_EXPRESSIONS = 250;

    private static final String MAIN = "io.millrace.testkit.flink.FlinkChild";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChildJvm flink;
    private final String version;

    private FlinkOracle(ChildJvm flink) {
        this.flink = flink;
        this.version = read(flink.nextLine(START)).path("flink").asText();
    }

    /** The oracle of this JVM; the first call starts Flink. */
    public static FlinkOracle shared() {
        return Holder.SHARED;
    }

    /** The version of Flink that answers, {@code 2.3.0}. */
    public String version() {
        return version;
    }

    /** The type Flink gives each expression, or its reason to refuse it. Nothing is executed: milliseconds each. */
    public List<TypeAnswer> types(List<String> expressions, Schema inputs) {
        return types(expressions, inputs, "");
    }

    /** Like {@link #types}, with rows grouped by an expression: NOT NULL aggregates show only there. */
    public List<TypeAnswer> typesGroupedBy(String key, List<String> expressions, Schema inputs) {
        return types(expressions, inputs, key);
    }

    private List<TypeAnswer> types(List<String> expressions, Schema inputs, String groupBy) {
        List<TypeAnswer> answers = new ArrayList<>();
        for (List<String> some : portions(expressions)) {
            ObjectNode request = request("types", some, inputs, ZoneOffset.UTC).put("groupBy", groupBy);
            for (JsonNode result : ask(request, some)) {
                answers.add(typeAnswer(result));
            }
        }
        return answers;
    }

    /**
     * Each expression on each row.
     *
     * @param rows plain values in the order of the schema's columns, see {@link CanonicalText}
     * @param zone in which TIMESTAMP_LTZ is read and shown
     * @return per expression its type and, when it is {@link TypeAnswer.Typed}, one answer per row
     */
    public List<Evaluated> evaluate(
            List<String> expressions,
            Schema inputs,
            List<? extends List<? extends @Nullable Object>> rows,
            ZoneId zone) {
        List<Evaluated> answers = new ArrayList<>();
        for (List<String> some : portions(expressions)) {
            ObjectNode request = request("evaluate", some, inputs, zone);
            ArrayNode texts = request.putArray("rows");
            for (List<? extends @Nullable Object> row : rows) {
                ArrayNode values = texts.addArray();
                row.forEach(value -> values.add(CanonicalText.write(value)));
            }
            for (JsonNode result : ask(request, some)) {
                List<ValueAnswer> values = new ArrayList<>();
                for (JsonNode value : result.path("values")) {
                    values.add(
                            value.isTextual()
                                    ? new ValueAnswer.Value(value.asText())
                                    : new ValueAnswer.Failed(value.path("error").asText()));
                }
                answers.add(new Evaluated(typeAnswer(result), List.copyOf(values)));
            }
        }
        return answers;
    }

    /**
     * A table that a query reads.
     *
     * @param file a JSON object a line, with BIGINT, STRING and TIMESTAMP columns
     * @param rowTime the column that is event time, if one is
     * @param delay how far watermarks are behind it
     */
    public record Input(String name, Schema columns, Path file, Optional<String> rowTime, Duration delay) {}

    /**
     * The rows that stand when a query has read its inputs to their end, in streaming mode.
     *
     * @param key columns by which a row replaces another one, where Flink does not say which; none where it does
     * @param scratch a file to be written
     * @return each row as the texts of its columns by name, see {@link PlainText}, and how often it stands
     */
    public Map<Map<String, String>, Integer> rows(List<Input> inputs, String sql, List<String> key, Path scratch) {
        ObjectNode request = JSON.createObjectNode();
        request.put("verb", "query").put("sql", sql).put("result", scratch.toString());
        ArrayNode columns = request.putArray("key");
        key.forEach(columns::add);
        ArrayNode tables = request.putArray("tables");
        for (Input input : inputs) {
            ObjectNode table = tables.addObject();
            table.put("name", input.name()).put("file", input.file().toString());
            table.put("delayMillis", input.delay().toMillis());
            input.rowTime().ifPresent(column -> table.put("rowTime", column));
            columns(table, input.columns());
        }
        try {
            JsonNode answer = read(flink.ask(JSON.writeValueAsString(request), ANSWER));
            if (answer.has("problem")) {
                throw new IllegalArgumentException("Flink cannot answer " + sql + ": "
                        + answer.get("problem").asText());
            }
            Map<Map<String, String>, Integer> rows = new HashMap<>();
            for (String line : Files.readAllLines(scratch)) {
                JsonNode row = read(line);
                Map<String, String> texts = new TreeMap<>();
                row.get("row")
                        .properties()
                        .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
                rows.put(texts, row.get("times").asInt());
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void columns(ObjectNode into, Schema schema) {
        ArrayNode columns = into.putArray("columns");
        for (Column column : schema.columns()) {
            columns.addArray().add(column.name()).add(column.type().toString());
        }
    }

    private static List<List<String>> portions(List<String> expressions) {
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < expressions.size(); from += MAX_EXPRESSIONS) {
            portions.add(expressions.subList(from, Math.min(expressions.size(), from + MAX_EXPRESSIONS)));
        }
        return portions;
    }

    private static ObjectNode request(String verb, List<String> expressions, Schema inputs, ZoneId zone) {
        ObjectNode request = JSON.createObjectNode();
        request.put("verb", verb).put("timeZone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        columns(request, inputs);
        ArrayNode texts = request.putArray("expressions");
        expressions.forEach(texts::add);
        return request;
    }

    private JsonNode ask(ObjectNode request, List<String> expressions) {
        try {
            JsonNode answer = read(answer(JSON.writeValueAsString(request), expressions));
            if (answer.has("problem")) {
                throw new IllegalArgumentException("Flink's process cannot answer: "
                        + answer.get("problem").asText());
            }
            JsonNode results = answer.path("results");
            if (results.size() != expressions.size()) {
                throw new IllegalStateException(results.size() + " answers to " + expressions.size() + " expressions");
            }
            return results;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request that cannot be written as JSON: " + request, e);
        }
    }

    private String answer(String request, List<String> expressions) {
        try {
            return flink.ask(request, ANSWER);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("Flink was asked for " + expressions, e);
        }
    }

    private static TypeAnswer typeAnswer(JsonNode result) {
        if (result.has("error")) {
            return new TypeAnswer.Refused(result.get("error").asText());
        }
        String text = result.path("type").asText();
        try {
            DataType type = DataType.parse(text);
            return result.has("unplannable")
                    ? new TypeAnswer.Unplannable(type, result.get("unplannable").asText())
                    : new TypeAnswer.Typed(type);
        } catch (IllegalArgumentException e) {
            return new TypeAnswer.Refused("Flink's type " + text + " is none of ours");
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Flink's process wrote '" + line + "', which is not JSON", e);
        }
    }

    private static ChildJvm startFlink() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                // Planning is wide, not hot: the first compiler tier starts twice as fast and is fast enough.
                "-XX:TieredStopAtLevel=1",
                "-Xmx2g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        for (String opened : List.of("util", "lang", "net", "nio", "time", "util.concurrent")) {
            options.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
        }
        options.add("-cp");
        options.add(classPath());
        return ChildJvm.start("Flink", options, MAIN, Path.of("target", "flink-oracle.log"));
    }

    /** The build of module testkit-flink leaves the list of its jars beside its classes. */
    private static String classPath() {
        try {
            Path classes = Path.of(CanonicalText.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path list = classes.resolveSibling("child.classpath");
            if (!Files.exists(list)) {
                throw new IllegalStateException(
                        list + " is missing: build the module with mvn -pl executor/testkit-flink -am test-compile");
            }
            return classes + File.pathSeparator + Files.readString(list, UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What Flink makes of an expression. */
    public sealed interface TypeAnswer {

        /** The type of the result, with its nullability. */
        record Typed(DataType type) implements TypeAnswer {
            @Override
            public String toString() {
                return type.toString();
            }
        }

        /** Flink types the expression but can then not plan, compile or start it, whatever the rows. */
        record Unplannable(DataType type, String reason) implements TypeAnswer {
            @Override
            public String toString() {
                return type + ", but unplannable: " + reason;
            }
        }

        /** Flink does not accept the expression. */
        record Refused(String reason) implements TypeAnswer {
            @Override
            public String toString() {
                return "refused: " + reason;
            }
        }
    }

    /** What became of an expression on one row. */
    public sealed interface ValueAnswer {

        /** A value as canonical text, or {@link CanonicalText#NULL}. */
        record Value(String text) implements ValueAnswer {
            @Override
            public String toString() {
                return text;
            }
        }

        /** Flink threw; in a pipeline the job would fail. */
        record Failed(String reason) implements ValueAnswer {
            @Override
            public String toString() {
                return "failed: " + reason;
            }
        }
    }

    /** An expression's type and, when it is {@link TypeAnswer.Typed}, its answer per row. */
    public record Evaluated(TypeAnswer type, List<ValueAnswer> values) {}

    private static final class Holder {
        static final FlinkOracle SHARED = new FlinkOracle(startFlink());
    }
}
