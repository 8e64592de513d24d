package io.millrace.engine.job;

import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Placement;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.plan.Fragment;
import io.millrace.protocol.plan.OperatorPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the tasks of a plan are, as one of their executors sees it. */
final class PartPlace {

    private final OperatorPlan plan;
    private final Placement placement;
    private final ExecutorId self;
    private final Map<Integer, Fragment> fragmentOf = new HashMap<>();

    PartPlace(OperatorPlan plan, Placement placement, ExecutorId self) {
        this.plan = plan;
        this.placement = placement;
        this.self = self;
        plan.fragments().forEach(fragment -> fragment.operators().forEach(id -> fragmentOf.put(id, fragment)));
    }

    OperatorPlan plan() {
        return plan;
    }

    Placement placement() {
        return placement;
    }

    /** This executor. */
    ExecutorId self() {
        return self;
    }

    /** Whether this executor also runs what the attempt has once. */
    boolean isHost() {
        return placement.host().equals(self);
    }

    /** The fragment an operator is in. */
    Fragment fragment(int operator) {
        Fragment fragment = fragmentOf.get(operator);
        if (fragment == null) {
            throw new IllegalArgumentException("There is no operator " + operator);
        }
        return fragment;
    }

    /** The operators of a task, in plan order. */
    List<Integer> operators(TaskId task) {
        return plan.fragments().stream()
                .filter(fragment -> fragment.id() == task.fragment())
                .findFirst()
                .orElseThrow()
                .operators();
    }

    /** The task that runs an operator at an index. */
    TaskId task(int operator, int index) {
        return new TaskId(fragment(operator).id(), index);
    }

    /** The executor of a task, unless it is this one. */
    Optional<ExecutorId> elsewhere(TaskId task) {
        ExecutorId executor = placement.tasks().get(task);
        if (executor == null) {
            throw new IllegalArgumentException("Task " + task + " has no place");
        }
        return executor.equals(self) ? Optional.empty() : Optional.of(executor);
    }

    /** Whether this executor runs a task. */
    boolean isHere(TaskId task) {
        return elsewhere(task).isEmpty();
    }

    /** Whether a task gets a thread of its own. */
    boolean isBlocking(TaskId task) {
        return plan.fragments().stream().anyMatch(fragment -> fragment.id() == task.fragment() && fragment.blocking());
    }

    /** Whether this executor runs any task of a fragment. */
    boolean hasAny(Fragment fragment) {
        for (int index = 0; index < fragment.parallelism(); index++) {
            if (isHere(new TaskId(fragment.id(), index))) {
                return true;
            }
        }
        return false;
    }
}
