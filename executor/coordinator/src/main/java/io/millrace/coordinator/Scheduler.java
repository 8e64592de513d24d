package io.millrace.coordinator;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Distribution;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PlanEdge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which executor runs which task. The same plan on the same executors always gives the same placement.
 *
 * <p>A slot is a worker, and a share rather than a room: tasks are cooperative, so a worker takes as many as there are.
 * Slots of all executors are dealt out in turn (one of each, then the next of each). Task <em>i</em> of fragments that
 * pass rows from task <em>i</em> to task <em>i</em> sits on one slot, so that such rows never leave a process. Each such
 * group of fragments begins at the slot with the fewest tasks, so narrow fragments do not pile up on the first. The host is
 * the executor of the first task: one that takes part anyway, so that a job depends on no more processes than it must.
 */
public final class Scheduler {

    /** An executor that may be given work. */
    public record Candidate(ExecutorId id, int slots) {}

    private Scheduler() {}

    /**
     * Places all tasks.
     *
     * @param executors at least one
     */
    public static Placement place(OperatorPlan plan, Collection<Candidate> executors) {
        List<ExecutorId> slots = inTurn(executors);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("There is no executor to place tasks on");
        }
        int[] load = new int[slots.size()];
        TreeMap<TaskId, ExecutorId> tasks = new TreeMap<>();
        for (List<Fragment> group : groups(plan)) {
            int first = leastLoaded(load);
            for (Fragment fragment : group) {
                for (int index = 0; index < fragment.parallelism(); index++) {
                    int slot = (first + index) % slots.size();
                    tasks.put(new TaskId(fragment.id(), index), slots.get(slot));
                    load[slot]++;
                }
            }
        }
        return new Placement(tasks.firstEntry().getValue(), tasks);
    }

    private static List<ExecutorId> inTurn(Collection<Candidate> executors) {
        TreeMap<ExecutorId, Integer> left = new TreeMap<>();
        executors.forEach(executor -> left.put(executor.id(), executor.slots()));
        List<ExecutorId> slots = new ArrayList<>();
        for (int round = 0; !left.isEmpty(); round++) {
            int taken = round;
            left.values().removeIf(count -> count <= taken);
            slots.addAll(left.keySet());
        }
        return slots;
    }

    private static int leastLoaded(int[] load) {
        int least = 0;
        for (int slot = 1; slot < load.length; slot++) {
            if (load[slot] < load[least]) {
                least = slot;
            }
        }
        return least;
    }

    /** Fragments between which rows stay at their index, together; in plan order. */
    private static List<List<Fragment>> groups(OperatorPlan plan) {
        Map<Integer, Integer> fragmentOf = new HashMap<>();
        plan.fragments().forEach(fragment -> fragment.operators().forEach(id -> fragmentOf.put(id, fragment.id())));
        Map<Integer, Integer> groupOf = new HashMap<>();
        plan.fragments().forEach(fragment -> groupOf.put(fragment.id(), fragment.id()));
        for (PlanEdge edge : plan.edges()) {
            if (edge.distribution() instanceof Distribution.Forward) {
                int from = groupOf.getOrDefault(fragmentOf.getOrDefault(edge.from(), -1), -1);
                int to = groupOf.getOrDefault(fragmentOf.getOrDefault(edge.to(), -1), -1);
                groupOf.replaceAll((_, group) -> group == to ? from : group);
            }
        }
        Map<Integer, List<Fragment>> groups = new LinkedHashMap<>();
        for (Fragment fragment : plan.fragments()) {
            groups.computeIfAbsent(groupOf.getOrDefault(fragment.id(), fragment.id()), _ -> new ArrayList<>())
                    .add(fragment);
        }
        return List.copyOf(groups.values());
    }
}
