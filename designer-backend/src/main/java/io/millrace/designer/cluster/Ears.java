package io.millrace.designer.cluster;

import io.millrace.coordinator.Clock;
import io.millrace.designer.catalogue.Catalogues;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.deployments.savepoints.SavepointOrders;
import io.millrace.designer.deployments.state.OpenQuestions;
import io.millrace.designer.deployments.taps.Taps;
import io.millrace.designer.deployments.why.OpenLooks;
import io.millrace.designer.events.Later;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.shape.Codec;
import io.millrace.model.text.JsonText;
import io.millrace.protocol.job.Heartbeat;
import io.millrace.protocol.job.SavepointReport;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StateAnswer;
import io.millrace.protocol.job.TapRows;
import io.millrace.protocol.rpc.Handshake;
import io.millrace.protocol.rpc.control.AttachedExecutor;
import io.millrace.protocol.rpc.control.ExecutorListener;
import io.millrace.protocol.rpc.security.ClusterId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Hears executors, and hands on what they say. Called on network threads; never waits. */
@Singleton
final class Ears implements ExecutorListener {

    private static final Logger LOG = Logger.getLogger(Ears.class);

    private static final Codec<Catalogue> CATALOGUE = Codec.of(Catalogue.class);

    private final CoordinatorHosts hosts;
    private final Taps taps;
    private final OpenQuestions questions;
    private final OpenLooks looks;
    private final SavepointOrders savepoints;
    private final Catalogues catalogues;
    private final Later later;
    private final Roster roster;

    Ears(
            CoordinatorHosts hosts,
            Taps taps,
            OpenQuestions questions,
            OpenLooks looks,
            SavepointOrders savepoints,
            Catalogues catalogues,
            Later later,
            Clock clock) {
        this.hosts = hosts;
        this.taps = taps;
        this.questions = questions;
        this.looks = looks;
        this.savepoints = savepoints;
        this.catalogues = catalogues;
        this.later = later;
        this.roster = new Roster(clock);
    }

    Roster roster() {
        return roster;
    }

    @Override
    public void attached(AttachedExecutor executor) {
        Handshake handshake = executor.handshake();
        WorkspaceId workspace = Tokens.workspace(executor.cluster());
        LOG.infof("Executor %s of workspace %s has joined from %s", handshake.executor(), workspace, executor.remote());
        roster.attached(workspace, handshake);
        later.after(Duration.ZERO, () -> report(workspace, handshake));
    }

    private void report(WorkspaceId workspace, Handshake handshake) {
        Optional<Catalogue> catalogue = JsonText.parse(handshake.catalogue())
                .value()
                .flatMap(json -> CATALOGUE.read(json).value());
        catalogue.ifPresentOrElse(
                reported -> catalogues.report(
                        workspace, reported, handshake.versions().product()),
                () -> LOG.warnf(
                        "The catalogue that executor %s reports cannot be read; the one known before stays",
                        handshake.executor()));
    }

    @Override
    public void heard(AttachedExecutor executor, Heartbeat heartbeat) {
        WorkspaceId workspace = Tokens.workspace(executor.cluster());
        roster.heard(workspace, heartbeat);
        hosts.heard(workspace, heartbeat);
    }

    @Override
    public void tapped(AttachedExecutor executor, TapRows rows) {
        taps.came(Tokens.workspace(executor.cluster()), executor.handshake().executor(), rows);
    }

    @Override
    public void answered(AttachedExecutor executor, StateAnswer answer) {
        questions.answered(Tokens.workspace(executor.cluster()), answer);
    }

    @Override
    public void answered(AttachedExecutor executor, StandingAnswer answer) {
        looks.answered(
                Tokens.workspace(executor.cluster()), executor.handshake().executor(), answer);
    }

    @Override
    public void reported(AttachedExecutor executor, SavepointReport report) {
        savepoints.reported(Tokens.workspace(executor.cluster()), report);
    }

    @Override
    public void left(AttachedExecutor executor) {
        WorkspaceId workspace = Tokens.workspace(executor.cluster());
        LOG.infof("Executor %s has left", executor.handshake().executor());
        roster.detached(workspace, executor.handshake().executor());
        hosts.gone(workspace, executor.handshake().executor());
    }

    @Override
    public void detached(AttachedExecutor executor, String reason) {
        LOG.infof("Executor %s is cut off: %s", executor.handshake().executor(), reason);
        roster.detached(
                Tokens.workspace(executor.cluster()), executor.handshake().executor());
    }

    @Override
    public void turnedAway(ClusterId cluster, String remote, String reason) {
        LOG.warnf("%s was turned away: %s", remote, reason);
        roster.turnedAway(Tokens.workspace(cluster), remote, reason);
    }

    @Override
    public void noted(String remote, String reason) {
        LOG.warnf("%s: %s", remote, reason);
    }
}
