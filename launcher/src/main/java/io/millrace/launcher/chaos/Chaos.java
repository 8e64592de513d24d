package io.millrace.launcher.chaos;

import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A run: the right result, an installation, jobs, faults until the time is over or the jobs are done, the jobs' ends, and the
 * comparison. The choice of faults and all rows come from the seed; when processes notice what comes from the machine, so the
 * same seed is the same trouble, not the same run.
 */
public final class Chaos {

    private static final Duration UNDISTURBED_LIMIT = Duration.ofMinutes(10);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

    /** A killed executor's job is in another attempt by then. */
    private static final Duration NOTICED = Duration.ofSeconds(20);

    private static final Duration END_LIMIT = Duration.ofMinutes(5);
    private static final long DISK_MEBIBYTES = 8_192;

    /**
     * What can be chosen.
     *
     * @param faults stops after so many; empty for as many as the time has room for
     * @param checkpoints where executors keep them; empty for the data directory
     * @param stateMemory of each executor, as {@code 32m}; empty for its default
     */
    public record Options(
            Duration time,
            long seed,
            Optional<Integer> faults,
            long bidsPerSecond,
            int executors,
            Optional<String> checkpoints,
            Optional<String> stateMemory) {}

    private final World world;
    private final Options options;
    private final Workload workload;
    private final Waiting waiting;
    private final Report report;
    private final Path folder;

    /** @param folder empty; what is in it afterwards shows what happened */
    public Chaos(World world, Options options, Path folder) {
        this.world = world;
        this.options = options;
        // The rest of the time goes into outages and repetitions.
        this.workload = new Workload(options.seed(), options.time().toSeconds() * 6 / 10, options.bidsPerSecond());
        this.waiting = new Waiting(world);
        this.report = new Report(world);
        this.folder = folder;
    }

    /**
     * Runs it.
     *
     * @return whether all jobs finished with the right result
     */
    public boolean run() throws IOException, InterruptedException {
        report.say("Seed %d, %,d bids, in %s".formatted(options.seed(), workload.bids(), folder));
        Path right = Files.createDirectory(folder.resolve("undisturbed"));
        for (Workload.Pipeline pipeline : Workload.PIPELINES) {
            String document = pipeline.name() + ".yaml";
            Files.writeString(right.resolve(document), workload.unpaced(pipeline));
            Installed.run(world, right, UNDISTURBED_LIMIT, List.of("run", document));
        }
        Path mount = Files.createDirectory(folder.resolve("disk"));
        Optional<SmallDisk> disk = disk(mount);
        DataDirectory data = new DataDirectory(mount.resolve("data"));
        if (disk.isEmpty()) {
            return onDisk(right, data, disk);
        }
        try (SmallDisk _ = disk.get()) {
            return onDisk(right, data, disk);
        }
    }

    private boolean onDisk(Path right, DataDirectory data, Optional<SmallDisk> disk)
            throws IOException, InterruptedException {
        boolean same = false;
        try {
            same = disturb(data, disk) && compare(right, data.files());
            return same;
        } finally {
            if (disk.isPresent() && !same) {
                keep(data);
            }
        }
    }

    private Optional<SmallDisk> disk(Path mount) throws InterruptedException {
        try {
            return Optional.of(SmallDisk.mount(mount, DISK_MEBIBYTES));
        } catch (IOException e) {
            report.say("No disk gets full in this run, as only root can make a small one: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether all jobs finished. */
    private boolean disturb(DataDirectory data, Optional<SmallDisk> disk) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("--executors", Integer.toString(options.executors()), "--workers", "1"));
        options.checkpoints().ifPresent(uri -> arguments.addAll(List.of("--checkpoints", uri)));
        options.stateMemory().ifPresent(size -> arguments.addAll(List.of("--state-memory", size)));
        try (Installed installed = Installed.up(world, data, folder, arguments)) {
            Jobs jobs = new Jobs(installed, waiting);
            installed.awaitReady();
            for (Workload.Pipeline pipeline : Workload.PIPELINES) {
                jobs.deploy(workload.paced(pipeline), pipeline.name());
            }
            Breaker breaker = new Breaker(installed, disk, waiting, options.executors(), new Random(options.seed()));
            boolean recovered = breakThings(installed, jobs, breaker);
            report.faults();
            if (recovered && !waiting.within(END_LIMIT.plusSeconds(workload.seconds()), jobs::haveEnded)) {
                report.say("The jobs have not ended:");
            }
            List<String> unfinished = jobs.unfinished();
            unfinished.forEach(report::say);
            return unfinished.isEmpty();
        }
    }

    /** Whether rows came again after each fault, and no job has ended by one. */
    private boolean breakThings(Installed installed, Jobs jobs, Breaker breaker)
            throws IOException, InterruptedException {
        Instant begun = waiting.now();
        Instant end = begun.plus(options.time());
        while (waiting.now().isBefore(end) && report.count() < options.faults().orElse(Integer.MAX_VALUE)) {
            waiting.pause(breaker.calm());
            installed.awaitReady();
            Optional<List<Jobs.Sight>> before = jobs.seen();
            if (before.isEmpty()) {
                continue;
            }
            if (before.get().stream().anyMatch(Jobs.Sight::isBroken)) {
                return false;
            }
            if (before.get().stream().allMatch(Jobs.Sight::ended)) {
                break;
            }
            Fault fault = breaker.next();
            Instant at = waiting.now();
            Breaker.Done what = breaker.apply(fault);
            boolean losesTasks =
                    what.ended().stream().anyMatch(child -> child.name().startsWith("executor"));
            if (!jobs.awaitRows(before.get(), losesTasks ? NOTICED : Duration.ZERO, RECOVERY_LIMIT)) {
                report.lost(Duration.between(begun, at), fault, what.victims(), RECOVERY_LIMIT);
                return false;
            }
            report.fault(
                    Duration.between(begun, at),
                    fault,
                    what.victims(),
                    Duration.between(at, waiting.now()),
                    jobs.seen().orElse(before.get()).stream()
                            .map(sight -> Integer.toString(sight.attempt()))
                            .collect(Collectors.joining(", ")));
            jobs.reasonsSince(before.get()).forEach(reason -> report.say("        " + reason));
        }
        return true;
    }

    private boolean compare(Path right, Path disturbed) throws IOException {
        report.results();
        for (Workload.Pipeline pipeline : Workload.PIPELINES) {
            for (String sink : pipeline.sinks()) {
                Rows rows = Rows.read(disturbed.resolve(sink));
                Rows expected = Rows.read(right.resolve(sink));
                report.compared(sink, rows, expected, rows.differenceFrom(expected));
            }
        }
        report.sum();
        return report.differences() == 0;
    }

    /** What shows what went wrong goes from the disk in memory to where it stays. */
    private void keep(DataDirectory data) throws IOException, InterruptedException {
        Path kept = Files.createDirectory(folder.resolve("disturbed"));
        for (Path place : List.of(data.files(), data.logs(), data.checkpoints())) {
            Process copy = new ProcessBuilder("cp", "-a", place.toString(), kept.toString())
                    .inheritIO()
                    .start();
            if (copy.waitFor() != 0) {
                report.say("Not all of " + place + " could be kept.");
            }
        }
    }
}
