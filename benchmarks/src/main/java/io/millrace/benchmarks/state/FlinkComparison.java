package io.millrace.benchmarks.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The same work done by Flink with RocksDB in processes of their own, whose program is in {@code benchmarks/flink}. Of the memory a
 * third is Flink's heap, and two thirds are RocksDB's.
 */
final class FlinkComparison {

    /** Names the class path of the program; {@code ./millrace} sets it. */
    private static final String CLASS_PATH = "MILLRACE_FLINK_CLASS_PATH";

    private static final List<String> OPENED = List.of("util", "lang", "net", "nio", "time", "util.concurrent");

    private final String classPath;
    private final Path folder;
    private final long memoryMebibytes;
    private final PrintWriter out;

    /**
     * @param folder for all that it writes
     * @param memoryMebibytes of a process; what Flink has besides (network buffers, classes, RocksDB's own) comes on top
     */
    FlinkComparison(Path folder, long memoryMebibytes, PrintWriter out) {
        this.folder = folder;
        this.memoryMebibytes = memoryMebibytes;
        this.out = out;
        classPath = System.getenv(CLASS_PATH);
        if (classPath == null) {
            throw new IllegalStateException(
                    CLASS_PATH + " does not say where Flink is; use ./millrace bench state --flink");
        }
    }

    /** Updates with and without checkpoints, and going on from the last one. */
    void updates(int keys, long seconds, int rounds) throws IOException, InterruptedException {
        printMemory();
        List<String[]> lines = run("updates", keys, Long.toString(seconds), Integer.toString(rounds));
        Map<String, List<String[]>> byTitle = new LinkedHashMap<>();
        for (String[] line : lines) {
            byTitle.computeIfAbsent(line[0], _ -> new ArrayList<>()).add(line);
        }
        byTitle.forEach((title, of) -> {
            if (of.getFirst().length == 6) {
                print(title, of);
            }
        });
        String checkpoint = lines.getLast()[1];
        List<Double> firstRows = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            long begun = System.nanoTime();
            run("recover", keys, checkpoint);
            firstRows.add((System.nanoTime() - begun) / 1e9);
        }
        out.printf(
                Locale.ROOT,
                "from the last checkpoint: %.2f s from the beginning of a process to its first new row%n",
                median(firstRows.stream()));
    }

    /** Updates of more keys than fit, in the columns of {@link BeyondMemoryBenchmark}. Nothing is compared: what Flink adds up is its own. */
    void beyond(int keys, long seconds) throws IOException, InterruptedException {
        printMemory();
        for (String[] line : run("beyond", keys, Long.toString(seconds))) {
            double rate = Double.parseDouble(line[1]);
            if (line.length == 2) {
                out.printf(Locale.ROOT, "%-12s %,12.0f%n", line[0], rate);
            } else if (Double.parseDouble(line[4]) == 0) {
                out.printf(
                        Locale.ROOT,
                        "%-12s %,12.0f %,12.0f %12s %12s %12.1f%n",
                        line[0],
                        rate,
                        Double.parseDouble(line[2]),
                        "",
                        "",
                        Double.parseDouble(line[3]));
            }
        }
    }

    private void printMemory() {
        out.printf(
                Locale.ROOT,
                "%nFlink with RocksDB, %,d MiB of heap and %,d MiB for RocksDB:%n",
                memoryMebibytes / 3,
                memoryMebibytes - memoryMebibytes / 3);
    }

    private void print(String title, List<String[]> of) {
        out.printf(
                Locale.ROOT,
                "%-32s %,14.0f %10.1f %12.1f %12s %10s %,12.1f %10.2f%n",
                title,
                median(of.stream().map(line -> Double.parseDouble(line[1]))),
                median(of.stream().map(line -> Double.parseDouble(line[2]))),
                of.stream()
                        .mapToDouble(line -> Double.parseDouble(line[3]))
                        .max()
                        .orElseThrow(),
                "",
                "",
                of.stream()
                        .mapToDouble(line -> Double.parseDouble(line[4]))
                        .max()
                        .orElseThrow(),
                of.stream()
                        .mapToDouble(line -> Double.parseDouble(line[5]))
                        .max()
                        .orElseThrow());
    }

    private List<String[]> run(String what, int keys, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseParallelGC", "-Xmx" + memoryMebibytes / 3 + "m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        OPENED.forEach(opened -> command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of("-cp", classPath, "io.millrace.benchmarks.flink.FlinkSums", what));
        command.addAll(List.of(folder.toString(), Integer.toString(keys)));
        command.add(Long.toString(memoryMebibytes - memoryMebibytes / 3));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                String[] parts = line.split("\t", -1);
                if (parts.length > 1) {
                    lines.add(parts);
                }
            }
            if (process.waitFor() != 0 || lines.isEmpty()) {
                throw new IOException("Flink failed; what it said is above");
            }
            return lines;
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
