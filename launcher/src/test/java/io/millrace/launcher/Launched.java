package io.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.process.Await;
import io.millrace.launcher.process.ChildStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Launchers as processes of their own, in a home whose control plane and executors are stand-ins; PostgreSQL is the real one.
 * Closing kills what still runs.
 */
final class Launched implements AutoCloseable {

    /** How a command ended, and what it printed. */
    record Result(int exitCode, String output) {}

    private final Path home;
    private final Path folder;
    private final List<Process> launchers = new ArrayList<>();
    private int outputs;

    /** @param folder for outputs */
    Launched(Path folder) throws IOException {
        this.folder = folder;
        this.home = Path.of("target/stand-in-home").toAbsolutePath();
        Path application = home.resolve("designer-backend/target/quarkus-app");
        Files.createDirectories(application.resolve("app"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInControlPlane.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        StandInControlPlane.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString());
        try (OutputStream out = Files.newOutputStream(application.resolve("quarkus-run.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
        try (OutputStream out = Files.newOutputStream(application.resolve("app/designer.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry("db/migration/V001__first.sql"));
            jar.putNextEntry(new ZipEntry("db/migration/V002__second.sql"));
        }
        Path cache = Files.createDirectories(home.resolve(".millrace"));
        // The stand-in takes the place of the executor's main class, whose name it is given as its first argument.
        Files.writeString(
                cache.resolve("engine-arguments"),
                "-cp\n\"" + System.getProperty("java.class.path") + "\"\n" + StandInExecutor.class.getName() + "\n");
    }

    /** Runs a command to its end. */
    Result run(Object... arguments) throws IOException, InterruptedException {
        Path output = output();
        Process process = start(output, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(() -> read(output)).isTrue();
        return new Result(process.exitValue(), read(output));
    }

    /** Starts {@code up} and waits for its link. */
    Up up(DataDirectory data, Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("up", "--data", data.root(), "--no-open"));
        all.addAll(List.of(arguments));
        Path output = output();
        Up up = new Up(data, start(output, all.toArray()), output);
        Await.until("a link is printed", () -> {
            assertThat(up.process.isAlive()).as(up::words).isTrue();
            return up.words().contains("/link#one-time");
        });
        return up;
    }

    private Path output() {
        return folder.resolve("output-" + outputs++);
    }

    private Process start(Path output, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmillrace.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        launchers.add(process);
        return process;
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        launchers.forEach(Process::destroyForcibly);
    }

    /** One that serves. */
    record Up(DataDirectory data, Process process, Path output) {

        String words() {
            return read(output);
        }

        ChildStatus child(String name) {
            return RunState.of(data).orElseThrow().children().stream()
                    .filter(child -> child.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        /** Everything it has started, and what that has. */
        List<ProcessHandle> family() {
            return process.descendants().toList();
        }

        /** Ctrl-C. The exit code. */
        int interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::words).isTrue();
            return process.exitValue();
        }
    }
}
