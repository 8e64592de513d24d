package io.millrace.designer.deployments.view;

import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.state.Committing;
import io.millrace.coordinator.state.Finished;
import io.millrace.coordinator.state.JobState;

/** How a deployment is, in one word. */
public enum DeploymentStatus {
    /** Waits for executors, or they get ready. */
    STARTING("starting"),
    /** Rows go through, or the last of them become visible. */
    RUNNING("running"),
    /** An attempt broke or goes on at another parallelism, and another follows. */
    RESTARTING("restarting"),
    /** It is being ended. */
    STOPPING("stopping"),
    /** Somebody ended it. */
    STOPPED("stopped"),
    /** All input was read, and all output is visible. */
    FINISHED("finished"),
    /** It broke, and is not started again. */
    FAILED("failed"),
    /** Nobody knows: an executor is silent. */
    NO_CONTACT("noContact");

    private final String text;

    DeploymentStatus(String text) {
        this.text = text;
    }

    /** As it stands in JSON. */
    @JsonValue
    public String text() {
        return text;
    }

    /** What the log says; not to be shown while executors are silent. */
    public static DeploymentStatus of(JobState state, Desired desired) {
        boolean again = state.attempt() > 1;
        return switch (state.phase()) {
            case CREATED, SCHEDULING, DEPLOYING -> again ? RESTARTING : STARTING;
            case RUNNING -> desired == Desired.RUN ? RUNNING : STOPPING;
            case COMMITTING ->
                state instanceof Committing committing && !(committing.outcome() instanceof Finished)
                        ? STOPPING
                        : RUNNING;
            case RESCALING, RESTARTING -> RESTARTING;
            case SUSPENDING, STOPPING, CANCELLING, ABORTING -> STOPPING;
            case FINISHED -> FINISHED;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
        };
    }
}
