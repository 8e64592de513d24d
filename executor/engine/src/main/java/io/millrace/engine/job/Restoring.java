package io.millrace.engine.job;

import io.millrace.engine.checkpoint.CheckpointCleaner;
import io.millrace.engine.checkpoint.CheckpointErrors;
import io.millrace.engine.checkpoint.CheckpointFiles;
import io.millrace.engine.checkpoint.Manifest;
import io.millrace.engine.checkpoint.Restored;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.job.Restore;
import io.millrace.protocol.job.Transfer;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.protocol.plan.PlanIdentity;
import io.millrace.spi.error.RunException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Finds the checkpoint from which an attempt goes on. May block: on an I/O thread. */
final class Restoring {

    private Restoring() {}

    /**
     * What tasks go on from.
     *
     * @throws RunException {@link CheckpointErrors#DAMAGED} when the manifest is missing, damaged or another's
     */
    static Restored read(Restore restore, Fence fence, OperatorPlan plan, JobResources resources) {
        CheckpointResources own =
                resources.checkpoints().orElseThrow(() -> new RunException(CheckpointErrors.NO_STORAGE));
        Manifest manifest = new CheckpointFiles(own.storage()).read(restore.manifest());
        DeploymentId deployment = restore.transfer().map(Transfer::deployment).orElse(fence.deployment());
        if (!manifest.deployment().equals(deployment) || manifest.number() != restore.checkpoint()) {
            throw CheckpointErrors.damaged(restore.manifest(), "is of " + manifest.name());
        }
        PlanIdentity expected = restore.transfer().map(Transfer::plan).orElseGet(() -> PlanIdentity.of(plan));
        if (!manifest.plan().equals(expected)) {
            throw CheckpointErrors.damaged(restore.manifest(), "is of another plan than the job's");
        }
        return new Restored(
                manifest,
                own.storage(),
                plan,
                restore.transfer(),
                resources.clock().wallMicros());
    }

    /** What the host keeps. */
    static Optional<CheckpointRetention> retention(
            Optional<Restore> restore, Fence fence, JobResources resources, Executor mailbox) throws IOException {
        if (resources.checkpoints().isEmpty()) {
            return Optional.empty();
        }
        CheckpointResources own = resources.checkpoints().get();
        List<String> earlier = restore.isPresent() && restore.get().transfer().isEmpty()
                ? new CheckpointCleaner(own.storage(), fence.deployment())
                        .upTo(restore.get().manifest())
                : List.of();
        return Optional.of(new CheckpointRetention(fence, own, earlier, mailbox));
    }
}
