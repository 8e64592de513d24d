package io.millrace.designer.deployments.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.coordinator.Deployment;
import io.millrace.coordinator.JobEvent;
import io.millrace.coordinator.JobLog;
import io.millrace.coordinator.state.Restarts;
import io.millrace.coordinator.state.Scheduling;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.OwnTransactions;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.deployments.TestWorkspace;
import io.millrace.testkit.joblog.JobLogContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a real PostgreSQL, and what only a database can do to it. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class PostgresJobLogTest extends JobLogContract {

    private static final String KILLED = "the log that is killed";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Transactions transactions;

    private TestWorkspace workspace = new TestWorkspace();

    @BeforeEach
    void anEmptyWorkspace() {
        workspace = new TestWorkspace();
    }

    @Override
    protected Owned takeOver() {
        return takeOver(transactions);
    }

    private Owned takeOver(Transactions access) {
        PostgresJobLog log =
                PostgresJobLog.takeOver(access, workspace.id(), "the test", _ -> Optional.of(workspace.person()));
        return new Owned(log, log.epoch());
    }

    @Override
    protected Deployment deployment(String id, String pipeline) {
        workspace.revision(pipeline, "{}");
        return super.deployment(id, pipeline);
    }

    @Test
    void oneOfTwoDeploymentsOfATargetIsRefusedByTheDatabaseToo() {
        Owned owned = takeOver();
        Deployment active = deployment("active", "flights");
        Deployment second = deployment("second", "flights");
        owned.log().create(active, first(active, owned.epoch()));
        assertThat(owned.log().create(second, first(second, owned.epoch()))).isFalse();
    }

    @Test
    void aDeploymentOfARevisionThatWasDeletedIsNotCreated() {
        Owned owned = takeOver();
        Deployment deployment = deployment("late", "gone");
        workspace.execute(
                "DELETE FROM pipeline WHERE workspace_id = ?", workspace.id().value());
        assertThat(owned.log().create(deployment, first(deployment, owned.epoch())))
                .isFalse();
    }

    @Test
    void aPlanOfAnotherReleaseEndsItsJobAndKeepsNoOtherFromGoingOn() {
        Owned before = takeOver();
        Deployment old = deployment("old", "flights");
        Deployment readable = deployment("readable", "nexmark");
        for (Deployment deployment : List.of(old, readable)) {
            before.log().create(deployment, first(deployment, before.epoch()));
        }
        workspace.execute("UPDATE deployment SET plan = '\\x0861' WHERE id = 'old'");

        Owned after = takeOver();

        assertThat(after.log().unfinished())
                .containsExactly(new JobLog.Unfinished(readable, first(readable, before.epoch())));
        assertThat(workspace.ask("SELECT reason FROM job_event WHERE deployment_id = 'old' AND phase = 'failed'"))
                .contains("The plan is of version 97; this release reads version 1.", "deploy the pipeline again");
        Deployment again = super.deployment("again", "flights");
        assertThat(after.log().create(again, first(again, after.epoch()))).isTrue();
    }

    @Test
    void aWriteThatIsUnderWayIsFinishedBeforeASuccessorReads() {
        Owned before = takeOver();
        Deployment deployment = deployment("raced");
        before.log().create(deployment, first(deployment, before.epoch()));
        JobEvent second = event(deployment, 2, before.epoch(), new Scheduling(1, Restarts.NONE));

        // Both at once, many times over: either the event is there when the successor reads, or it is refused.
        CompletableFuture<Boolean> written = CompletableFuture.supplyAsync(() -> {
            try {
                before.log().append(second);
                return true;
            } catch (JobLog.NotOwner e) {
                return false;
            }
        });
        JobEvent found = takeOver().log().unfinished().getFirst().last();
        assertThat(found.number()).isEqualTo(written.join() ? 2 : 1);
    }

    @Test
    void aConnectionThatIsKilledBeforeTheCommitHasWrittenNothing() {
        Owned owned = takeOver(OwnTransactions.named(KILLED));
        Deployment deployment = deployment("killed");
        JobEvent first = first(deployment, owned.epoch());
        CompletableFuture<Boolean> create;
        try (var blocker = TestDatabase.superuser();
                var lock = blocker.prepareStatement("SELECT * FROM job_log_owner WHERE workspace_id = ? FOR UPDATE")) {
            blocker.setAutoCommit(false);
            lock.setObject(1, workspace.id().value());
            lock.execute();
            create = CompletableFuture.supplyAsync(() -> owned.log().create(deployment, first));
            killWhenItWaitsFor("Lock");
            blocker.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThatThrownBy(create::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(JobLog.Unavailable.class);
        assertThat(takeOver().log().unfinished()).isEmpty();
    }

    /** The commit is durable, and whoever asked for it never hears so: PostgreSQL waits for a standby that never comes. */
    @Test
    void aConnectionThatIsKilledInMidCommitMayHaveWrittenAndIsRepeated() {
        Owned owned = takeOver(OwnTransactions.named(KILLED));
        Deployment deployment = deployment("unknown");
        JobEvent first = first(deployment, owned.epoch());
        try {
            workspace.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
            workspace.ask("SELECT pg_reload_conf()::text");
            CompletableFuture<Boolean> create =
                    CompletableFuture.supplyAsync(() -> owned.log().create(deployment, first));
            killWhenItWaitsFor("IPC");
            assertThatThrownBy(create::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(JobLog.Unavailable.class);
        } finally {
            workspace.execute("ALTER SYSTEM RESET synchronous_standby_names");
            workspace.ask("SELECT pg_reload_conf()::text");
        }
        assertThat(workspace.ask("SELECT count(*)::text FROM job_event WHERE deployment_id = 'unknown'"))
                .as("it was committed, although nobody was told")
                .isEqualTo("1");
        assertThat(owned.log().create(deployment, first)).isTrue();
        assertThat(takeOver().log().unfinished()).containsExactly(new JobLog.Unfinished(deployment, first));
    }

    private void killWhenItWaitsFor(String what) {
        Instant deadline = Instant.now().plus(PATIENCE);
        String killed = "0";
        while (killed.equals("0")) {
            assertThat(Instant.now()).as("nobody waits for " + what).isBefore(deadline);
            killed = workspace.ask("""
                    SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity
                    WHERE application_name = '%s' AND wait_event_type = '%s'""".formatted(KILLED, what));
        }
    }
}
