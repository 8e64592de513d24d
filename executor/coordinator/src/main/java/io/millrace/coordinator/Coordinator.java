package io.millrace.coordinator;

import io.millrace.coordinator.state.Aborting;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Created;
import io.millrace.coordinator.state.Decision;
import io.millrace.coordinator.state.Decision.Directive;
import io.millrace.coordinator.state.JobState;
import io.millrace.coordinator.state.JobView;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.PartReport;
import io.millrace.protocol.job.TaskId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

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
    private final ExecutorPort port;
    private final JobLog log;
    private final Executors executors;
    private final TreeMap<DeploymentId, Job> jobs = new TreeMap<>();
    private long ownedAtNanos;
    private boolean deposed;

    /**
     * Takes over.
     *
     * @param ownerEpoch higher than that of every coordinator before; whoever hosts this got it by taking the log over
     */
    public Coordinator(long ownerEpoch, CoordinatorSettings settings, Clock clock, ExecutorPort port, JobLog log) {
        this.ownerEpoch = ownerEpoch;
        this.settings = settings;
        this.clock = clock;
        this.port = port;
        this.log = log;
        executors = new Executors(ownerEpoch, settings, clock, this::wanted);
        ownedAtNanos = clock.nanoTime();
        for (JobLog.Unfinished left : log.unfinished()) {
            jobs.put(left.deployment().id(), new Job(left.deployment(), left.last(), clock.nanoTime()));
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
        requireOwner();
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
                deployment.id(), 1, ownerEpoch, clock.wallMicros(), Desired.RUN, new Created(), Optional.empty());
        Job job = new Job(deployment, first, clock.nanoTime());
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
        requireOwner();
        Job job = job(deployment);
        settle(job);
        if (job.state().isFinal() || desired.compareTo(job.desired()) <= 0) {
            return;
        }
        append(job, desired, job.state(), Optional.empty());
        advance(job);
    }

    /** An executor was heard. */
    public void heard(Heartbeat heartbeat) {
        if (deposed) {
            return;
        }
        if (heartbeat.ownerEpoch() > ownerEpoch) {
            deposed = true;
            return;
        }
        Optional<KnownExecutor> news = executors.heard(heartbeat);
        if (news.isEmpty()) {
            return;
        }
        KnownExecutor executor = news.get();
        jobs.values().forEach(this::count);
        advanceAll();
        if (!deposed) {
            send(executor, new ExecutorCommand.Acknowledge(ownerEpoch));
            sendDirectives();
            clear(executor);
        }
    }

    /** An executor's process has ended for certain, so nobody need wait for its lease to end. */
    public void gone(ExecutorId executor) {
        if (!deposed) {
            executors.gone(executor);
            tick();
        }
    }

    /** Time has passed. To be called several times a second. */
    public void tick() {
        if (deposed) {
            return;
        }
        executors.forgetSilent();
        confirmOwner();
        advanceAll();
        sendDirectives();
    }

    /**
     * Sends something to an operator of a running task. It may be lost.
     *
     * @throws DeploymentRefused if there is no such deployment
     */
    public void mail(DeploymentId deployment, TaskId task, int operator, String payload) {
        Job job = job(deployment);
        if (job.state() instanceof io.millrace.coordinator.state.Running running) {
            ExecutorId executor = running.placement().tasks().get(task);
            if (executor != null) {
                executors
                        .find(executor)
                        .ifPresent(known -> send(known, new ExecutorCommand.Mail(fence(job), task, operator, payload)));
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
        if (job.state() instanceof io.millrace.coordinator.state.Running running) {
            ExecutorCommand tap = new ExecutorCommand.Tap(fence(job), nodeId, port, forMillis);
            running.placement()
                    .executors()
                    .forEach(executor -> executors.find(executor).ifPresent(known -> send(known, tap)));
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
        return new JobStatus(job.desired(), job.state(), noContact(job.state()), last.reason(), job.counts());
    }

    /** All deployments that are active, and those that ended lately. */
    public List<DeploymentId> deployments() {
        return List.copyOf(jobs.keySet());
    }

    /** Whether a later coordinator is at work. This one then does nothing more. */
    public boolean isDeposed() {
        return deposed;
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
        for (Job job : List.copyOf(jobs.values())) {
            advance(job);
        }
    }

    /** Lets a job go on as far as it can now. When the log cannot be written it stays where it is, and tries again. */
    private void advance(Job job) {
        try {
            settle(job);
            for (int step = 0; step < MOST_STEPS && !deposed && !job.state().isFinal(); step++) {
                switch (decide(job)) {
                    case Decision.Stay _ -> {
                        return;
                    }
                    case Decision.Go(JobState to, Optional<RunError> reason) -> append(job, job.desired(), to, reason);
                }
            }
        } catch (JobLog.Unavailable | JobLog.NotOwner | DeploymentRefused e) {
            // What is not in the log is not so. The next call tries again, or finds itself deposed.
        }
    }

    private Decision decide(Job job) {
        return job.state()
                .decide(new JobView(
                        job.deployment(),
                        job.desired(),
                        ownerEpoch,
                        Duration.ofNanos(job.inStateNanos(clock.nanoTime())),
                        settings,
                        executors));
    }

    private void sendDirectives() {
        for (Job job : jobs.values()) {
            if (!deposed
                    && !job.state().isFinal()
                    && decide(job) instanceof Decision.Stay(List<Directive> directives)) {
                directives.forEach(directive -> say(directive.to(), directive.command()));
            }
        }
    }

    private void say(ExecutorId to, ExecutorCommand.ForAttempt command) {
        executors
                .find(to)
                .filter(executor ->
                        executor.outbox().due(command, settings.resendAfter().toNanos(), clock.nanoTime()))
                .ifPresent(executor -> send(executor, command));
    }

    private void send(KnownExecutor to, ExecutorCommand command) {
        // An executor that came back with a fenced attempt gets a lease when that has ended, not before.
        long leaseEnd = executors.runsOnlyWhatIsWanted(to)
                ? to.leaseEndNanos(settings.lease(), ownedAtNanos)
                : LeasedCommand.NO_LEASE;
        port.send(to.id(), new LeasedCommand(command, leaseEnd));
    }

    /** Has an executor end and forget what no job wants there. */
    private void clear(KnownExecutor executor) {
        for (PartReport report : executor.reports()) {
            if (!wanted(report.fence())) {
                Fence fence =
                        new Fence(report.fence().deployment(), report.fence().attempt(), ownerEpoch);
                say(
                        executor.id(),
                        report.status().hasEnded()
                                ? new ExecutorCommand.Release(fence)
                                : new ExecutorCommand.Cancel(fence));
            }
        }
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

    private void append(Job job, Desired desired, JobState to, Optional<RunError> reason) {
        JobState from = job.state();
        if (to != from && !from.next().contains(to.phase())) {
            throw new IllegalStateException("A job does not go from " + from.phase() + " to " + to.phase());
        }
        JobEvent event = new JobEvent(
                job.deployment().id(), job.last().number() + 1, ownerEpoch, clock.wallMicros(), desired, to, reason);
        job.logging(event);
        settle(job);
    }

    /** Brings into the log what may be there or not. */
    private void settle(Job job) {
        job.pending().ifPresent(event -> {
            if (event.number() == 1) {
                owned(() -> {
                    if (!log.create(job.deployment(), event)) {
                        jobs.remove(job.deployment().id());
                        throw new DeploymentRefused(
                                "deployment.ended", "Deployment " + event.deployment() + " has ended already.");
                    }
                });
            } else {
                owned(() -> log.append(event));
            }
            job.logged(event, clock.nanoTime());
        });
    }

    private void confirmOwner() {
        if (clock.nanoTime() - ownedAtNanos >= settings.resendAfter().toNanos()) {
            try {
                owned(log::confirmOwner);
            } catch (JobLog.Unavailable | JobLog.NotOwner e) {
                // Leases run out, and nothing new begins until the log is there again.
            }
        }
    }

    private void owned(Runnable access) {
        long before = clock.nanoTime();
        try {
            access.run();
            ownedAtNanos = before;
        } catch (JobLog.NotOwner e) {
            deposed = true;
            throw e;
        }
    }

    private void requireOwner() {
        if (deposed) {
            throw new JobLog.NotOwner("A later coordinator has taken over from epoch " + ownerEpoch);
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
