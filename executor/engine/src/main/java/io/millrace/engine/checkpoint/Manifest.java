package io.millrace.engine.checkpoint;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Prepared;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.PlanIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a checkpoint holds, or an executor's part of it.
 *
 * @param number of the checkpoint
 * @param takenMicros when it began, microseconds since the epoch
 * @param plan identity of the plan, {@link PlanIdentity}
 * @param tasks every task once; in a part those of the executor
 * @param sources every source once; in a part none but on the host
 * @param prepared what is to become visible with this checkpoint
 * @param files every file that states of the tasks are in
 */
public record Manifest(
        DeploymentId deployment,
        long attempt,
        long number,
        long takenMicros,
        PlanIdentity plan,
        List<TaskSnapshot> tasks,
        List<SourceSnapshot> sources,
        Prepared prepared,
        List<StoredFile> files) {

    public Manifest {
        tasks = List.copyOf(tasks);
        sources = List.copyOf(sources);
        files = List.copyOf(files);
    }

    /**
     * All parts in one.
     *
     * @param all the tasks there must be
     * @throws IllegalArgumentException when they are not of one checkpoint, or a task is missing or there twice
     */
    public static Manifest merge(List<Manifest> parts, Set<TaskId> all) {
        Manifest first = parts.getFirst();
        List<TaskSnapshot> tasks = new ArrayList<>();
        List<SourceSnapshot> sources = new ArrayList<>();
        Map<String, StoredFile> files = new LinkedHashMap<>();
        Prepared prepared = Prepared.NOTHING;
        long taken = first.takenMicros;
        for (Manifest part : parts) {
            require(
                    part.deployment.equals(first.deployment)
                            && part.attempt == first.attempt
                            && part.number == first.number
                            && part.plan.equals(first.plan),
                    "A part is of " + part.name() + ", another of " + first.name());
            tasks.addAll(part.tasks);
            sources.addAll(part.sources);
            prepared = prepared.and(part.prepared);
            part.files.forEach(file -> files.put(file.path(), file));
            taken = Math.min(taken, part.takenMicros);
        }
        Set<TaskId> there = new HashSet<>();
        tasks.forEach(task -> require(there.add(task.task()), "Task " + task.task() + " is in two parts"));
        require(there.equals(all), "The parts hold tasks " + there + " and not " + all);
        return new Manifest(
                first.deployment,
                first.attempt,
                first.number,
                taken,
                first.plan,
                tasks,
                sources,
                prepared,
                new ArrayList<>(files.values()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Deployment, attempt and number, for people. */
    public String name() {
        return "checkpoint " + number + " of " + deployment + ", attempt " + attempt;
    }

    /** The paths of all state files. */
    public Collection<String> paths() {
        return files.stream().map(StoredFile::path).toList();
    }
}
