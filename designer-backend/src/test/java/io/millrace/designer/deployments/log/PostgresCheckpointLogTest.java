package io.millrace.designer.deployments.log;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.Desired;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.Parallelism;
import io.millrace.coordinator.checkpoint.CheckpointLog;
import io.millrace.coordinator.state.Created;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.deployments.TestWorkspace;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.testkit.joblog.CheckpointLogContract;
import io.millrace.testkit.joblog.JobLogContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class PostgresCheckpointLogTest extends CheckpointLogContract {

    @Inject
    Transactions transactions;

    private TestWorkspace workspace = new TestWorkspace();

    @BeforeEach
    void anEmptyWorkspace() {
        workspace = new TestWorkspace();
    }

    @Override
    protected CheckpointLog takeOver() {
        return log().checkpoints();
    }

    private PostgresJobLog log() {
        return PostgresJobLog.takeOver(transactions, workspace.id(), "the test", _ -> Optional.of(workspace.person()));
    }

    @Override
    protected DeploymentId deployment(String id) {
        Deployment deployment = JobLogContract.deploymentOf(id, "pipeline-of-" + id);
        workspace.revision(deployment.target().pipeline(), "{}");
        PostgresJobLog log = log();
        log.create(
                deployment,
                new JobEvent(
                        deployment.id(),
                        1,
                        log.epoch(),
                        1,
                        Desired.RUN,
                        Parallelism.of(2),
                        new Created(),
                        Optional.empty()));
        return deployment.id();
    }
}
