package io.millrace.benchmarks.state;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.OperatorState;
import io.millrace.state.FileCheckpointStorage;
import io.millrace.state.HeapStateBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What begins after a loss: a process that restores what another one kept, and goes on. The class is also that process's
 * program.
 *
 * @param firstRowNanos from before the process began to the end of its first batch of updates
 * @param restoreNanos of restoring alone
 * @param cpuNanos of the whole process until then, collector and compiler included
 */
record Recovery(long firstRowNanos, long restoreNanos, long cpuNanos) {

    private static final String CHECK = "check";

    /** Begins a process with this one's options, and waits for its end. */
    static Recovery run(Path files, Path kept) throws IOException, InterruptedException {
        return child(files, kept, "go on");
    }

    /** The same, but looks at all rows instead of going on. */
    static void check(Path files, Path kept) throws IOException, InterruptedException {
        child(files, kept, CHECK);
    }

    private static Recovery child(Path files, Path kept, String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Recovery.class.getName()));
        command.addAll(List.of(files.toString(), kept.toString(), what));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            String answer = answers.readLine();
            long answered = System.nanoTime() - begun;
            if (answer == null || process.waitFor() != 0) {
                throw new IOException("The process that restores " + kept + " failed");
            }
            String[] numbers = answer.split(" ", -1);
            return new Recovery(answered, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Restores; the arguments are a folder, a file of {@link KeptSums}, and what to do then. */
    public static void main(String[] arguments) throws IOException {
        KeptSums kept = KeptSums.read(Path.of(arguments[1]));
        FileCheckpointStorage storage = new FileCheckpointStorage(Path.of(arguments[0]));
        long begun = System.nanoTime();
        try (HeapStateBackend backend = new HeapStateBackend();
                OperatorState state =
                        backend.restore("sums", KeyGroupRange.ALL, 0, 1, List.of(kept.snapshot()), storage)) {
            KeyedUpdates updates = new KeyedUpdates(kept.keys(), state);
            long restored = System.nanoTime() - begun;
            if (!arguments[2].equals(CHECK)) {
                updates.update(0, kept.keys());
            } else if (updates.size() != kept.keys() || updates.checksum() != kept.checksum()) {
                throw new IllegalStateException("What was restored is not what was kept");
            }
            long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            System.out.println(restored + " " + cpu);
        }
    }
}
