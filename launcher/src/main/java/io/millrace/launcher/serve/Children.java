package io.millrace.launcher.serve;

import io.millrace.launcher.Installation;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.postgres.Cluster;
import io.millrace.launcher.postgres.PostgresServer;
import io.millrace.launcher.postgres.Programs;
import io.millrace.launcher.process.ChildSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The processes of an installation and their command lines.
 *
 * <p>They start PostgreSQL → control plane → executors. They stop control plane → executors → PostgreSQL: with the control
 * plane gone first, nobody writes down that executors were lost, when they were only stopped.
 */
final class Children {

    /** Migrations of a big database are part of the start. */
    private static final Duration CONTROL_PLANE_LIMIT = Duration.ofMinutes(5);

    /** It waits for a control plane that is away just then. */
    private static final Duration EXECUTOR_LIMIT = Duration.ofMinutes(5);

    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int STOP_CONTROL_PLANE = 0;
    private static final int STOP_EXECUTORS = 1;
    private static final int STOP_POSTGRES = 2;

    private static final int INSTANCE_BYTES = 4;

    private final Installation installation;
    private final ServeOptions options;
    private final Endpoints endpoints;
    private final Secrets secrets;

    Children(Installation installation, ServeOptions options, Endpoints endpoints, Secrets secrets) {
        this.installation = installation;
        this.options = options;
        this.endpoints = endpoints;
        this.secrets = secrets;
    }

    List<ChildSpec> all(Programs programs) {
        List<ChildSpec> children = new ArrayList<>();
        children.add(PostgresServer.child(data(), programs, endpoints.postgres(), 0, STOP_POSTGRES));
        children.add(controlPlane());
        IntStream.rangeClosed(1, options.executors()).mapToObj(this::executor).forEach(children::add);
        return children;
    }

    private ChildSpec controlPlane() {
        ControlPlane probe = new ControlPlane(endpoints.http());
        List<String> command = new ArrayList<>(List.of(
                installation.java().toString(),
                "-Xmx768m",
                "-Xss4m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        settings().forEach((name, value) -> command.add("-Dmillrace." + name + "=" + value));
        command.addAll(List.of(
                "-jar", installation.controlPlane().resolve("quarkus-run.jar").toString()));
        return new ChildSpec(
                "control-plane",
                1,
                command,
                Map.of(),
                data().root(),
                endpoints.http(),
                new ChildSpec.Start(_ -> probe.isReady(), CONTROL_PLANE_LIMIT),
                new ChildSpec.Stop(STOP_CONTROL_PLANE, "TERM", GRACE));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "data", data().toString(),
                "instance", instance(),
                "http.port", Integer.toString(endpoints.http()),
                "grpc.port", Integer.toString(endpoints.grpc()),
                "database.url", "jdbc:postgresql://127.0.0.1:" + endpoints.postgres() + "/" + Cluster.DATABASE,
                "database.owner-password-file",
                        secrets.file(Secrets.DATABASE_OWNER).toString(),
                "database.app-password-file", secrets.file(Secrets.DATABASE_APP).toString(),
                "ui.folder", installation.pages().toString(),
                "preview.command", PreviewArguments.file(data()).toString()));
        settings.put("grpc.host", options.grpcHost());
        return settings;
    }

    private ChildSpec executor(int number) {
        String name = "executor-" + number;
        return new ChildSpec(
                name,
                2,
                ExecutorCommandLine.of(name, installation, options, endpoints.grpc(), secrets),
                Map.of(),
                data().root(),
                0,
                new ChildSpec.Start(pid -> hasJoined(name, pid), EXECUTOR_LIMIT),
                new ChildSpec.Stop(STOP_EXECUTORS, "TERM", GRACE));
    }

    /** The file may still be there from a process before. */
    private boolean hasJoined(String executor, long pid) {
        try {
            return Files.readString(data().readyFile(executor)).equals(Long.toString(pid));
        } catch (IOException e) {
            return false;
        }
    }

    private DataDirectory data() {
        return options.data();
    }

    /** Tells cookies of installations on one host apart; the same for a data directory at each start. */
    private String instance() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(data().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, INSTANCE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
