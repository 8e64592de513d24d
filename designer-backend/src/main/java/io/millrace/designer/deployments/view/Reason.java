package io.millrace.designer.deployments.view;

import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.state.Failed;
import io.millrace.model.error.RunError;
import io.millrace.protocol.job.ExecutorCommand;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a run went where it went.
 *
 * @param domain whose business it is: {@code user}, {@code external} or {@code internal}
 * @param code stable, for programs
 * @param nodeId the node it happened in
 * @param message what happened
 * @param position file and line, partition and offset, or key and values
 * @param remedy what to do about it
 */
public record Reason(
        String domain, String code, Optional<String> nodeId, String message, Optional<String> position, String remedy) {

    /** Why a job is where it is: what the step there says, else what its failure is known by since an earlier step. */
    static Optional<Reason> of(JobEvent event) {
        Optional<RunError> broke =
                event.state() instanceof Failed(RunError error) ? Optional.of(error) : Optional.empty();
        return event.reason().or(() -> broke).map(Reason::of);
    }

    /** Of this error. */
    public static Reason of(RunError error) {
        return new Reason(
                error.domain().name().toLowerCase(Locale.ROOT),
                error.code(),
                error.nodeId(),
                error.message(),
                error.position(),
                remedy(error));
    }

    private static String remedy(RunError error) {
        if (error.code().equals("job.cancelled")) {
            return "Run it again when it is wanted again.";
        }
        if (error.code().equals(ExecutorCommand.Unreadable.CODE)) {
            return "Deploy the pipeline again. If that does not help, compare the releases on the page Cluster.";
        }
        return switch (error.domain()) {
            case USER -> "Change the pipeline or its input, commit, and deploy the new revision.";
            case EXTERNAL ->
                error.retryable()
                        ? "Nothing has to be done: it is tried again. If it comes again and again, look at Cluster and at the system that is named."
                        : "See to the system that is named, then run it again.";
            case INTERNAL -> "This is a mistake of Millrace: ./millrace logs has the details to report it.";
        };
    }
}
