package io.millrace.launcher.data;

import io.millrace.launcher.process.ChildStatus;
import io.millrace.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs on a data directory: written by the supervisor at every change, read by {@code status}, {@code link}, {@code
 * stop}. Only as true as its supervisor is alive, so reading asks for that.
 *
 * @param supervisor the process that holds the lock
 * @param started when it began
 * @param httpPort where the browser goes, on the loopback address
 * @param grpcAddress where executors join, {@code HOST:PORT}
 * @param postgresPort where the control plane finds the database
 */
public record RunState(
        ProcessIdentity supervisor,
        Instant started,
        int httpPort,
        String grpcAddress,
        int postgresPort,
        List<ChildStatus> children) {

    /** Copies what it is given. */
    public RunState {
        children = List.copyOf(children);
    }

    /** The same with other children. */
    public RunState with(List<ChildStatus> current) {
        return new RunState(supervisor, started, httpPort, grpcAddress, postgresPort, current);
    }

    /** Whether all children do their work. */
    public boolean isReady() {
        return !children.isEmpty()
                && children.stream().allMatch(child -> child.phase().equals("ready"));
    }

    /** Of the supervisor that serves this directory now; empty when none does. */
    public static Optional<RunState> of(DataDirectory data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(PropertiesFile.read(file)))
                    .filter(state -> state.supervisor().isAlive());
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // Nothing the supervisor wrote: a file is replaced as a whole.
        }
    }

    /** Replaces the file. */
    public void writeTo(DataDirectory data) throws IOException {
        Map<String, String> values = new TreeMap<>(Map.of(
                "supervisor", supervisor.toString(),
                "started", started.toString(),
                "port.http", Integer.toString(httpPort),
                "grpc", grpcAddress,
                "port.postgres", Integer.toString(postgresPort),
                "children", Integer.toString(children.size())));
        for (int i = 0; i < children.size(); i++) {
            ChildStatus child = children.get(i);
            String prefix = "child." + i + ".";
            values.put(prefix + "name", child.name());
            values.put(prefix + "phase", child.phase());
            values.put(prefix + "pid", Long.toString(child.pid()));
            values.put(prefix + "port", Integer.toString(child.port()));
            values.put(prefix + "since", child.since().toString());
            values.put(prefix + "restarts", Integer.toString(child.restarts()));
            values.put(prefix + "lastEnd", child.lastEnd().replaceAll("[\\\\\\r\\n]", " "));
        }
        PropertiesFile.write(file(data), "What runs here. Gone when nothing does.", values);
    }

    /** Says that nothing runs any more. */
    public static void remove(DataDirectory data) throws IOException {
        Files.deleteIfExists(file(data));
    }

    private static Path file(DataDirectory data) {
        return data.run().resolve("state");
    }

    private static RunState parse(Map<String, String> values) {
        List<ChildStatus> children = new ArrayList<>();
        for (int i = 0; i < number(values, "children"); i++) {
            String prefix = "child." + i + ".";
            children.add(new ChildStatus(
                    text(values, prefix + "name"),
                    text(values, prefix + "phase"),
                    Long.parseLong(text(values, prefix + "pid")),
                    number(values, prefix + "port"),
                    Instant.parse(text(values, prefix + "since")),
                    number(values, prefix + "restarts"),
                    text(values, prefix + "lastEnd")));
        }
        return new RunState(
                ProcessIdentity.parse(text(values, "supervisor")).orElseThrow(),
                Instant.parse(text(values, "started")),
                number(values, "port.http"),
                text(values, "grpc"),
                number(values, "port.postgres"),
                children);
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(text(values, name));
    }

    private static String text(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
