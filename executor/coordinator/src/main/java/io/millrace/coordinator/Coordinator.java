package io.millrace.coordinator;

import io.millrace.coordinator.checkpoint.CheckpointDecision;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.checkpoint.CheckpointRow;
import io.millrace.coordinator.checkpoint.Checkpoints;
import io.millrace.coordinator.state.Aborting;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Created;
import io.millrace.coordinator.state.Decision;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.Deploying;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.JobView;
import io.millrace.coordinator.state.Running;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.TaskId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All jobs of a workspace. What happens comes in by {@link #heard}, {@link #deploy}, {@link #desire} and {@link #tick}; what
 * follows goes to the log first and to executors then. A new one goes on where the log of the last one ends.
 *
 * <p>Not thread-safe: one thread, or a lock around it. Calls do not wait for executors, only for the log.
 */
public final class Coordinator {

    /** Ended jobs that are kept for questions. They are in the log too; this saves looking there for the recent ones. */
    private static final int ENDED_JOBS_KEPT = 1_000;

    /** A chain of states in one go. No legal one is longer, so a longer one is a circle. */
    private static final int MOST_STEPS = 16;

    private final long ownerEpoch;
    private final CoordinatorSettings settings;
    private final Clock clock;
    private final OwnedLog log;
    private final Executors executors;
    private final Dispatch dispatch;
    private final SavepointPort savepoints;
    private final TreeMap<DeploymentId, Job> jobs = new TreeMap<>();

    /**
     * Takes over.
     *
     * @param ownerEpoch higher than that of every coordinator before; whoever hosts this got it by taking the log over
     */
    public Coordinator(
            long ownerEpoch,
            CoordinatorSettings settings,
            Clock clock,
            ExecutorPort port,
            JobLog jobLog,
            CheckpointLog checkpointLog) {
        this(ownerEpoch, settings, clock, port, jobLog, checkpointLog, SavepointPort.NONE);
    }

    /**
     * Takes over, where there are savepoints.
     *
     * @param ownerEpoch higher than that of every coordinator before; whoever hosts this got it by taking the log over
     * @param savepoints has checkpoints made of savepoints
     */
    public Coordinator(
            long ownerEpoch,
            CoordinatorSettings settings,
            Clock clock,
            ExecutorPort port,
            JobLog jobLog,
            CheckpointLog checkpointLog,
            SavepointPort savepoints) {
        this.ownerEpoch = ownerEpoch;
        this.savepoints = savepoints;
        this.settings = settings;
        this.clock = clock;
        log = new OwnedLog(ownerEpoch, clock, jobLog, checkpointLog);
        executors = new Executors(ownerEpoch, settings, clock, this::wanted);
        dispatch = new Dispatch(ownerEpoch, settings, clock, port, log, executors);
        for (JobLog.Unfinished left : jobLog.unfinished()) {
            jobs.put(left.deployment().id(), log.taken(left));
            left.last().state().executors().forEach(executors::expect);
        }
    }

    /**
     * Accepts a deployment and begins with it. One that was accepted already is not accepted twice.
     *
     * @throws DeploymentRefused if another deployment has its target, or this one has ended
     * @throws JobLog.Unavailable if it could not be stored, or nobody knows; this coordinator keeps trying, and whoever
     *     asks again, of this or a later one, finds out
     * @throws JobLog.NotOwner if a later coordinator is at work
     */
    public void deploy(Deployment deployment) {
        log.require();
        Job known = jobs.get(deployment.id());
        if (known != null) {
            settle(known);
            return;
        }
        for (Job other : jobs.values()) {
            if (!other.state().isFinal() && other.deployment().target().equals(deployment.target())) {
                throw new DeploymentRefused(
                        "deployment.active",
                        "Deployment " + other.deployment().id() + " of " + deployment.target()
                                + " is active. Stop it before you deploy another.");
            }
        }
        JobEvent first = new JobEvent(
                deployment.id(),
                1,
                ownerEpoch,
                clock.wallMicros(),
                Desired.RUN,
                Parallelism.of(deployment.parallelism()),
                new Created(),
                Optional.empty());
        Job job = new Job(deployment, first, new Checkpoints(List.of(), clock.nanoTime()), clock.nanoTime());
        jobs.put(deployment.id(), job);
        job.logging(first);
        settle(job);
        advance(job);
        forgetEnded();
    }

    /**
     * Takes down what someone wants of a deployment, and begins to act on it. What is wanted already, or would be a step
     * back, changes nothing; nor does anything once the job has ended.
     *
     * @throws DeploymentRefused if there is no such deployment
     * @throws JobLog.Unavailable if it could not be stored
     * @throws JobLog.NotOwner if a later coordinator is at work
     */
    public void desire(DeploymentId deployment, Desired desired) {
        log.require();
        Job job = job(deployment);
        settle(job);
        if (job.state().isFinal() || desired.compareTo(job.desired()) <= 0) {
            return;
        }
        append(job, desired, job.parallelism(), job.state(), Optional.empty());
        advance(job);
    }

    /**
     * Takes down how many tasks somebody wants the fragments of a deployment to run as, of those that may run as several. A job
     * that runs takes a checkpoint for that, and goes on from it as its next attempt, once executors have as many workers; until
     * then it runs on as it is. What is wanted already changes nothing; the parallelism of now takes an earlier wish back.
     *
     * @param tasks at least 1
     * @throws DeploymentRefused if there is no such deployment, it ends or has ended, takes no checkpoints, or cannot run as
     *     several tasks
     * @throws JobLog.Unavailable if it could not be stored
     * @throws JobLog.NotOwner if a later coordinator is at work
     */
    public void rescale(DeploymentId deployment, int tasks) {
        log.require();
        Job job = job(deployment);
        settle(job);
        if (tasks == job.parallelism().goal()) {
            return;
        }
        Rescales.require(job);
        Parallelism wanted =
                job.parallelism().wanting(tasks, job.checkpoints().history().highest());
        append(job, job.desired(), wanted, job.state(), Optional.empty());
        advance(job);
    }

    /**
     * Has a job take a checkpoint beside those that are due, as soon as it can. That is not in the log: whoever needs one asks
     * again, of a later coordinator too, until there is one or it has failed.
     *
     * @param after one with a higher number will do
     * @throws DeploymentRefused if there is no such deployment, or it has ended
     * @throws JobLog.NotOwner if a later coordinator is at work
     */
    public void checkpoint(DeploymentId deployment, long after) {
        log.require();
        Job job = job(deployment);
        if (job.state().isFinal()) {
            throw new DeploymentRefused("deployment.ended", "Deployment " + deployment + " has ended.");
        }
        job.checkpoints().ask(after);
        advance(job);
    }

    /** An executor was heard. */
    public void heard(Heartbeat heartbeat) {
        if (log.isLost()) {
            return;
        }
        if (heartbeat.ownerEpoch() > ownerEpoch) {
            log.lose();
            return;
        }
        executors.look();
        Optional<KnownExecutor> news = executors.heard(heartbeat);
        if (news.isEmpty()) {
            return;
        }
        KnownExecutor executor = news.get();
        try {
            forEach(job -> {
                count(job);
                advance(job);
            });
        } finally {
            if (!log.isLost()) {
                dispatch.acknowledge(executor);
                sendDirectives();
                dispatch.clear(executor, this::wanted);
            }
        }
    }

    /** An executor's process has ended for certain, so nobody need wait for its lease to end. */
    public void gone(ExecutorId executor) {
        if (!log.isLost()) {
            executors.gone(executor);
            tick();
        }
    }

    /**
     * Time has passed. To be called several times a second. What it and {@link #heard} throw is a mistake in one job, and all others went
     * on.
     */
    public void tick() {
        if (log.isLost()) {
            return;
        }
        executors.look();
        executors.forgetSilent();
        log.confirm(settings.resendAfter().toNanos());
        try {
            advanceAll();
        } finally {
            sendDirectives();
        }
    }

    /**
     * Sends something to an operator of a running task. It may be lost.
     *
     * @throws DeploymentRefused if there is no such deployment
     */
    public void mail(DeploymentId deployment, TaskId task, int operator, String payload) {
        Job job = job(deployment);
        if (job.state() instanceof Running running) {
            ExecutorId executor = running.placement().tasks().get(task);
            if (executor != null) {
                dispatch.once(executor, new ExecutorCommand.Mail(fence(job), task, operator, payload));
            }
        }
    }

    /**
     * Has the rows that pass a port of a running deployment shown for a while; say it again to go on.
     *
     * @param forMillis 0 ends it
     * @throws DeploymentRefused if there is no such deployment
     */
    public void tap(DeploymentId deployment, String nodeId, String port, int forMillis) {
        Job job = job(deployment);
        if (job.state() instanceof Running running) {
            ExecutorCommand tap = new ExecutorCommand.Tap(fence(job), nodeId, port, forMillis);
            running.placement().executors().forEach(executor -> dispatch.once(executor, tap));
        }
    }

    /**
     * What is known of a deployment.
     *
     * @throws DeploymentRefused if there is no such deployment
     */
    public JobStatus status(DeploymentId deployment) {
        Job job = job(deployment);
        JobEvent last = job.last();
        JobView view = view(job);
        Optional<Running> running =
                Optional.of(job.state()).filter(Running.class::isInstance).map(Running.class::cast);
        return new JobStatus(
                job.desired(),
                job.parallelism(),
                view.workers(),
                job.state(),
                noContact(job.state()),
                last.reason(),
                job.checkpoints().now(view, running),
                job.counts());
    }

    /**
     * What the log says of a deployment's checkpoints, the latest first.
     *
     * @throws DeploymentRefused if there is no such deployment
     */
    public List<CheckpointRow> checkpoints(DeploymentId deployment) {
        return job(deployment).checkpoints().history().rows();
    }

    /** All deployments that are active, and those that ended lately. */
    public List<DeploymentId> deployments() {
        return List.copyOf(jobs.keySet());
    }

    /** Whether a later coordinator is at work. This one then does nothing more. */
    public boolean isDeposed() {
        return log.isLost();
    }

    private Optional<JobStatus.NoContact> noContact(JobState state) {
        long now = clock.nanoTime();
        return state.executors().stream()
                .flatMap(id -> executors.find(id).stream())
                // One that a predecessor has left and that was not heard yet is as silent as one that went silent.
                .filter(executor -> !executor.present()
                        || executor.silentNanos(now)
                                >= settings.noContactAfter().toNanos())
                .max(Comparator.comparingLong(executor -> executor.silentNanos(now)))
                .map(executor -> new JobStatus.NoContact(executor.id(), Duration.ofNanos(executor.silentNanos(now))));
    }

    private void advanceAll() {
        // A job that goes on may make another one's executor a candidate; that one goes on at the next call.
        forEach(this::advance);
    }

    /** Does something with every job: what is wrong with one of them is thrown when all others have had their turn. */
    private void forEach(Consumer<Job> work) {
        Optional<RuntimeException> first = Optional.empty();
        for (Job job : List.copyOf(jobs.values())) {
            try {
                work.accept(job);
            } catch (RuntimeException e) {
                if (first.isEmpty()) {
                    first = Optional.of(e);
                } else {
                    first.get().addSuppressed(e);
                }
            }
        }
        first.ifPresent(e -> {
            throw e;
        });
    }

    /** Lets a job go on as far as it can now. When the log cannot be written it stays where it is, and tries again. */
    private void advance(Job job) {
        try {
            settle(job);
            for (int step = 0;
                    step < MOST_STEPS && !log.isLost() && !job.state().isFinal();
                    step++) {
                if (!step(job)) {
                    return;
                }
            }
        } catch (JobLog.Unavailable | JobLog.NotOwner | DeploymentRefused e) {
            // What is not in the log is not so. The next call tries again, or finds itself deposed.
        }
    }

    /** One thing that follows for a job; checkpoints first, as a job goes by what has become of them. */
    private boolean step(Job job) {
        JobView view = view(job);
        switch (job.checkpoints().decide(view, job.state())) {
            case CheckpointDecision.Take(long number) ->
                job.checkpoints().take(number, job.state().attempt(), clock.wallMicros(), clock.nanoTime());
            case CheckpointDecision.Write(CheckpointRow row) -> log.write(job, row);
            case CheckpointDecision.Tell _ -> {
                switch (job.state().decide(view)) {
                    case Decision.Go(JobState to, Optional<RunError> reason) ->
                        append(job, job.desired(), parallelism(job, to), to, reason);
                    case Decision.KeepParallelism(RunError reason) ->
                        append(job, job.desired(), job.parallelism().kept(), job.state(), Optional.of(reason));
                    case Decision.Stay _ -> {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Parallelism parallelism(Job job, JobState to) {
        return to instanceof Deploying deploying ? job.parallelism().placed(deploying.placement()) : job.parallelism();
    }

    private JobView view(Job job) {
        long now = clock.nanoTime();
        return new JobView(
                job.deployment(),
                job.desired(),
                job.parallelism(),
                ownerEpoch,
                Duration.ofNanos(job.inStateNanos(now)),
                settings,
                executors,
                job.checkpoints().history(),
                job.checkpoints().since(now),
                savepoints);
    }

    private void sendDirectives() {
        forEach(job -> {
            if (!log.isLost() && job.isSettled()) {
                JobView view = view(job);
                if (job.state().decide(view) instanceof Decision.Stay(List<Directive> directives)) {
                    directives.forEach(dispatch::say);
                    if (job.checkpoints().decide(view, job.state())
                            instanceof CheckpointDecision.Tell(List<Directive> aboutCheckpoints)) {
                        aboutCheckpoints.forEach(dispatch::say);
                    }
                }
            }
        });
    }

    private boolean wanted(Fence attempt) {
        Job job = jobs.get(attempt.deployment());
        return job != null && job.wants(attempt);
    }

    private void count(Job job) {
        if (job.state() instanceof Committing || job.state() instanceof Aborting) {
            // An attempt without tasks.
            return;
        }
        job.counted(job.state().executors().stream()
                .flatMap(executor -> executors.part(executor, fence(job)).stream())
                .toList());
    }

    private Fence fence(Job job) {
        return new Fence(job.deployment().id(), job.state().attempt(), ownerEpoch);
    }

    private void append(Job job, Desired desired, Parallelism parallelism, JobState to, Optional<RunError> reason) {
        JobState from = job.state();
        if (to != from && !from.next().contains(to.phase())) {
            throw new IllegalStateException("A job does not go from " + from.phase() + " to " + to.phase());
        }
        JobEvent event = new JobEvent(
                job.deployment().id(),
                job.last().number() + 1,
                ownerEpoch,
                clock.wallMicros(),
                desired,
                parallelism,
                to,
                reason);
        log.append(job, event);
    }

    /** Brings into the log what may be there or not. */
    private void settle(Job job) {
        try {
            log.settle(job);
        } catch (DeploymentRefused e) {
            jobs.remove(job.deployment().id());
            throw e;
        }
    }

    private Job job(DeploymentId deployment) {
        Job job = jobs.get(deployment);
        if (job == null) {
            throw new DeploymentRefused("deployment.unknown", "There is no deployment " + deployment + ".");
        }
        return job;
    }

    private void forgetEnded() {
        List<Job> ended = jobs.values().stream()
                .filter(job -> job.state().isFinal())
                .sorted(Comparator.comparingLong(job -> job.last().wallMicros()))
                .toList();
        ended.stream()
                .limit(Math.max(0, ended.size() - ENDED_JOBS_KEPT))
                .forEach(job -> jobs.remove(job.deployment().id()));
    }
}
