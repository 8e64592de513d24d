package io.millrace.designer.cluster;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Lets executors in once there is somebody to hear them. */
@ApplicationScoped
class ClusterStart {

    /** After the coordinators. */
    private static final int FIFTH = 5;

    /** The workspace of the executors that are started with the control plane. */
    private static final String LOCAL = "default";

    private final ControlPlane controlPlane;
    private final Transactions transactions;

    ClusterStart(ControlPlane controlPlane, Transactions transactions) {
        this.controlPlane = controlPlane;
        this.transactions = transactions;
    }

    void open(@Observes @Priority(FIFTH) StartupEvent start) {
        WorkspaceId local = transactions.outside(transaction -> new WorkspaceId(transaction
                .handle()
                .createQuery("SELECT id FROM workspace WHERE name = :name")
                .bind("name", LOCAL)
                .mapTo(UUID.class)
                .one()));
        try {
            controlPlane.open(local);
        } catch (IOException e) {
            throw new UncheckedIOException("Executors cannot be let in: " + e.getMessage(), e);
        }
    }

    void close(@Observes ShutdownEvent stop) {
        controlPlane.close();
    }
}
