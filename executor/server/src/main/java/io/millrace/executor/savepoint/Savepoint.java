package io.millrace.executor.savepoint;

import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonNumber;
import io.millrace.model.json.JsonObject;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Reading;
import io.millrace.model.text.JsonText;
import io.millrace.model.type.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code savepoint.json} says; {@code docs/savepoint-format.md} describes it. Numbers that may have more than 53 bits are
 * texts, bytes are in base 64. Immutable.
 *
 * @param version of the format
 * @param pipeline id of the pipeline whose state it is; {@code pipeline.json} is the revision that ran
 * @param deployment the one that took the checkpoint
 * @param checkpoint its number
 * @param takenMicros when it began, microseconds since the epoch
 * @param planSha256 identity of the operator plan in {@code plan.bin}
 * @param operators every operator of that plan, in its order
 * @param sources what is known once about each source
 * @param sinks up to where each sink has made its rows visible
 * @param files all other files
 */
public record Savepoint(
        int version,
        String pipeline,
        String deployment,
        long checkpoint,
        long takenMicros,
        String planSha256,
        List<Operator> operators,
        List<SourcePosition> sources,
        List<SinkPosition> sinks,
        List<StoredFile> files) {

    /** The version that is written, and the latest that is read. */
    public static final int VERSION = 1;

    /** The longest text of it: some hundred thousand splits. */
    static final int MOST_BYTES = 16 << 20;

    /** A port at which nothing had come yet, and one at whose end nothing comes any more. */
    static final String NO_TIME = "none";

    static final String END_OF_TIME = "end";

    private static final Pattern FILE =
            Pattern.compile("pipeline\\.json|plan\\.bin|states/[A-Za-z0-9_-]{1,180}\\.avro");

    private static final Codec<Savepoint> CODEC = Codec.of(Savepoint.class);

    public Savepoint {
        operators = List.copyOf(operators);
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        files = List.copyOf(files);
    }

    /**
     * An operator.
     *
     * @param id in the plan
     * @param parts what its tasks left; none when all had come to their ends
     */
    public record Operator(int id, String node, List<Part> parts) {

        public Operator {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What an operator left in one task.
     *
     * @param firstGroup the first key group whose keys it had
     * @param endGroup the one behind the last
     * @param watermarks at which each input stood: microseconds, {@link #NO_TIME} or {@link #END_OF_TIME}
     * @param splits what a source was reading
     */
    public record Part(
            int firstGroup, int endGroup, List<String> watermarks, List<StateFile> states, List<SplitPosition> splits) {

        public Part {
            watermarks = List.copyOf(watermarks);
            states = List.copyOf(states);
            splits = List.copyOf(splits);
        }
    }

    /**
     * A state and the file its rows are in.
     *
     * @param elements ids of the list elements it serves
     * @param bucketWidth of ordered state, else 0
     * @param droppedBelow of ordered state, below which order rows were dropped
     */
    public record StateFile(
            String node,
            String role,
            List<String> elements,
            StateKind kind,
            List<StateColumn> key,
            List<StateColumn> value,
            long bucketWidth,
            Optional<String> droppedBelow,
            long rows,
            String file) {

        public StateFile {
            elements = List.copyOf(elements);
            key = List.copyOf(key);
            value = List.copyOf(value);
        }
    }

    /** The kinds of state. */
    public enum StateKind {
        TABLE,
        LIST,
        ORDERED,
        BROADCAST,
        SPLIT_LIST,
        TIMERS
    }

    /** A column with its SQL type. */
    public record StateColumn(String name, DataType type) {}

    /**
     * A split and how far it is read.
     *
     * @param state in the connector's own encoding
     * @param earliest no later row of it has an earlier event time: microseconds or {@link #NO_TIME}
     */
    public record SplitPosition(String id, String state, String earliest) {}

    /**
     * What is known once about a source.
     *
     * @param operator its id in the plan
     * @param enumerator in the connector's own encoding; absent before it has looked for splits
     * @param lookedOnce whether it has looked for splits
     * @param allFound whether there will be no further ones
     * @param unassigned splits that no task was reading
     */
    public record SourcePosition(
            int operator,
            String node,
            Optional<String> enumerator,
            boolean lookedOnce,
            boolean allFound,
            List<SplitPosition> unassigned) {

        public SourcePosition {
            unassigned = List.copyOf(unassigned);
        }
    }

    /**
     * Up to where a sink has made its rows visible.
     *
     * @param operator its id in the plan
     * @param committed number of the checkpoint with which the last rows became visible
     */
    public record SinkPosition(int operator, String node, long committed) {}

    /**
     * A file of the savepoint.
     *
     * @param path from {@code savepoint.json}
     */
    public record StoredFile(String path, long bytes, String sha256) {}

    /** As it is stored. */
    String text() {
        return CanonicalJson.pretty(CODEC.write(this));
    }

    /**
     * What a text says.
     *
     * @throws io.millrace.spi.error.RunException when it is no savepoint, or one of a later version
     */
    static Savepoint read(String path, String text) {
        Json json;
        try {
            json = JsonText.require(text, MOST_BYTES);
        } catch (IllegalArgumentException e) {
            throw SavepointErrors.damaged(path, "it is no JSON: " + e.getMessage());
        }
        Optional<JsonNumber> version = json instanceof JsonObject object
                ? object.get("version").filter(JsonNumber.class::isInstance).map(JsonNumber.class::cast)
                : Optional.empty();
        if (version.isEmpty()) {
            throw SavepointErrors.damaged(path, "it has no version, as every savepoint has");
        }
        if (!version.get().value().toString().equals(Integer.toString(VERSION))) {
            throw SavepointErrors.otherVersion(path, version.get().value().toString());
        }
        Reading<Savepoint> read = CODEC.read(json);
        Savepoint savepoint = read.value()
                .orElseThrow(() -> SavepointErrors.damaged(path, read.problems().toString()));
        Set<String> paths = new HashSet<>();
        for (StoredFile file : savepoint.files) {
            if (!FILE.matcher(file.path).matches()) {
                throw SavepointErrors.damaged(path, "a savepoint has no file `" + file.path + "`");
            }
            if (!paths.add(file.path)) {
                throw SavepointErrors.damaged(path, "it names the file " + file.path + " twice");
            }
        }
        return savepoint;
    }
}
