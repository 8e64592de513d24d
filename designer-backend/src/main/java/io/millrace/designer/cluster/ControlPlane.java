package io.millrace.designer.cluster;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.ExecutorLines;
import io.millrace.designer.events.Later;
import io.millrace.designer.web.Refused;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.LeasedCommand;
import io.millrace.protocol.job.SavepointOrder;
import io.millrace.protocol.job.SavepointTransfer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.StateQuery;
import io.millrace.protocol.rpc.Versions;
import io.millrace.protocol.rpc.control.ExecutorGateway;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where executors join, from the start of the process to its end: on this machine in plain text, elsewhere with a certificate.
 * Safe for several threads.
 */
@ApplicationScoped
@Typed({ControlPlane.class, ExecutorLines.class})
public class ControlPlane implements ExecutorLines {

    private static final Logger LOG = Logger.getLogger(ControlPlane.class);

    private final DesignerSettings settings;
    private final Tokens tokens;
    private final Ears ears;
    private final Later later;
    private final SecureRandom random;
    private final Path portFile;

    private volatile @Nullable ExecutorGateway gateway;
    private volatile String ownTokenId = "";
    private volatile Optional<ServerCertificate> certificate = Optional.empty();

    ControlPlane(DesignerSettings settings, Tokens tokens, Ears ears, Later later, SecureRandom random) {
        this.settings = settings;
        this.tokens = tokens;
        this.ears = ears;
        this.later = later;
        this.random = random;
        this.portFile = settings.data().resolve("run").resolve("grpc.port");
    }

    /**
     * Lets executors in.
     *
     * @param local the workspace of this machine's own executors
     * @throws IOException when the port is taken, or a file cannot be read or written; the message says which
     */
    void open(WorkspaceId local) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(settings.grpc().host(), settings.grpc().port());
        if (!address.isUnresolved() && !address.getAddress().isLoopbackAddress()) {
            certificate = Optional.of(
                    ServerCertificate.at(settings.data().resolve("secrets").resolve("grpc.p12")));
        }
        tokens.load();
        tokens.admit(local, ownToken(local), Optional.empty());
        ExecutorGateway opened = new ExecutorGateway(
                new ListenAddress(address, certificate), tokens, Versions.ours(), later::after, ears);
        gateway = opened;
        writePort(opened.port());
        LOG.infof("Executors join at %s", address());
    }

    /** The one in the file, unless it was issued where executors met another certificate, or none: then a new one. */
    private JoinToken ownToken(WorkspaceId local) throws IOException {
        LocalToken file = new LocalToken(settings.data());
        JoinToken token = file.orIssue(this::issue);
        if (!token.server().equals(certificate.map(ServerCertificate::fingerprint))) {
            tokens.revoke(local, token.id());
            token = file.replace(issue());
        }
        ownTokenId = token.id();
        return token;
    }

    private void writePort(int port) throws IOException {
        Files.createDirectories(portFile.toAbsolutePath().getParent());
        Path next = portFile.resolveSibling("grpc.port.new");
        Files.writeString(next, Integer.toString(port));
        Files.move(next, portFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Ends all connections; executors try to come back. */
    void close() {
        ExecutorGateway open = gateway;
        if (open != null) {
            gateway = null;
            open.close();
        }
    }

    /** Where executors join, {@code HOST:PORT}. */
    public String address() {
        ExecutorGateway open = gateway;
        return settings.grpc().host() + ":" + (open == null ? settings.grpc().port() : open.port());
    }

    /** Makes a token that lets executors of a workspace join. Waits for the database. */
    JoinToken issue(WorkspaceId workspace, UserId author) {
        JoinToken token = issue();
        tokens.admit(workspace, token, Optional.of(author));
        return token;
    }

    /** The tokens of a workspace, the newest first. Waits for the database. */
    List<TokenView> tokens(WorkspaceId workspace) {
        return tokens.of(workspace);
    }

    /**
     * Lets nobody join by a token any more. Waits for the database.
     *
     * @throws Refused when there is none, or this machine's own executors have it
     */
    void revoke(WorkspaceId workspace, String tokenId) {
        if (tokenId.equals(ownTokenId)) {
            throw Refused.conflict(
                    "join-token.own",
                    "Join token %s is that of this machine's own executors. To have another made, stop Millrace, delete %s and start it again."
                            .formatted(tokenId, LocalToken.file(settings.data())));
        }
        if (!tokens.revoke(workspace, tokenId)) {
            throw Refused.notFound("join-token.unknown", "There is no join token " + tokenId + ".");
        }
    }

    private JoinToken issue() {
        return JoinToken.issue(random, certificate.map(ServerCertificate::fingerprint));
    }

    @Override
    public void send(WorkspaceId workspace, ExecutorId to, LeasedCommand command) {
        ExecutorGateway open = gateway;
        if (open != null) {
            open.send(Tokens.cluster(workspace), to, command);
        }
    }

    @Override
    public boolean ask(WorkspaceId workspace, ExecutorId to, StateQuery query) {
        ExecutorGateway open = gateway;
        return open != null && open.ask(Tokens.cluster(workspace), to, query);
    }

    @Override
    public boolean ask(WorkspaceId workspace, ExecutorId to, StandingQuery query) {
        ExecutorGateway open = gateway;
        return open != null && open.ask(Tokens.cluster(workspace), to, query);
    }

    @Override
    public void askNoMore(WorkspaceId workspace, ExecutorId to, long query) {
        ExecutorGateway open = gateway;
        if (open != null) {
            open.askNoMore(Tokens.cluster(workspace), to, query);
        }
    }

    @Override
    public boolean order(WorkspaceId workspace, ExecutorId to, SavepointOrder order) {
        ExecutorGateway open = gateway;
        return open != null && open.order(Tokens.cluster(workspace), to, order);
    }

    @Override
    public SavepointTransfer transfer(WorkspaceId workspace, long order) {
        ExecutorGateway open = gateway;
        if (open == null) {
            throw Refused.unavailable("executor.none", "No executor can join yet");
        }
        return open.transfer(Tokens.cluster(workspace), order);
    }

    @Override
    public List<ExecutorId> present(WorkspaceId workspace) {
        return ears.roster().present(workspace);
    }

    @Override
    public String name(ExecutorId executor) {
        return ears.roster().name(executor);
    }

    @Override
    public int slots(WorkspaceId workspace) {
        return ears.roster().slots(workspace);
    }
}
