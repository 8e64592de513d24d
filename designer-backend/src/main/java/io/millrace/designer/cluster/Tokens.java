package io.millrace.designer.cluster;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.protocol.rpc.security.ClusterId;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.JoinTokens;
import io.millrace.protocol.rpc.security.StoredToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The join tokens of all clusters: kept as hashes in the database, looked up in memory. Safe for several threads. */
@Singleton
final class Tokens implements JoinTokens {

    private final Transactions transactions;
    private final Clock clock;
    private final Map<String, StoredToken> known = new ConcurrentHashMap<>();

    Tokens(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The cluster of a workspace. */
    static ClusterId cluster(WorkspaceId workspace) {
        return new ClusterId(workspace.toString());
    }

    /** The workspace whose cluster this is. */
    static WorkspaceId workspace(ClusterId cluster) {
        return new WorkspaceId(UUID.fromString(cluster.value()));
    }

    /** Reads those of all workspaces; waits for the database. */
    void load() {
        List<WorkspaceId> workspaces = transactions.outside(transaction -> transaction
                .handle()
                .createQuery("SELECT id FROM workspace")
                .map((row, _) -> new WorkspaceId(row.getObject("id", UUID.class)))
                .list());
        for (WorkspaceId workspace : workspaces) {
            transactions.run(workspace, transaction -> transaction
                    .handle()
                    .createQuery("SELECT id, secret_hash FROM join_token WHERE expires_at IS NULL OR expires_at > :now")
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .map((row, _) -> new StoredToken(
                            row.getString("id"),
                            cluster(workspace),
                            HexFormat.of().formatHex(row.getBytes("secret_hash"))))
                    .forEach(token -> known.put(token.id(), token)));
        }
    }

    /**
     * Lets whoever has this token join; harmless when it does already. Waits for the database.
     *
     * @param author who issued it; empty for the one of this machine's own executors
     */
    void admit(WorkspaceId workspace, JoinToken token, Optional<UserId> author) {
        StoredToken stored = StoredToken.of(token, cluster(workspace));
        if (stored.equals(known.get(stored.id()))) {
            return;
        }
        transactions.run(workspace, transaction -> {
            transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO join_token (workspace_id, id, secret_hash, created_at, created_by)
                            VALUES (:workspace, :id, :hash, :now, :author)""")
                    .bind("workspace", workspace.value())
                    .bind("id", stored.id())
                    .bind("hash", HexFormat.of().parseHex(stored.secretHash()))
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("author", author.map(UserId::value))
                    .execute();
            transaction.afterCommit(() -> known.put(stored.id(), stored));
        });
    }

    /** Those of a workspace, the newest first. Waits for the database. */
    List<TokenView> of(WorkspaceId workspace) {
        return transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("""
                        SELECT join_token.id, join_token.created_at, app_user.name
                        FROM join_token LEFT JOIN app_user ON app_user.id = join_token.created_by
                        ORDER BY join_token.created_at DESC, join_token.id""")
                .map((row, _) -> new TokenView(
                        row.getString("id"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getString("name"))))
                .list());
    }

    /**
     * Lets nobody join by this token from now on; who has joined by it stays until the connection ends. Waits for the database.
     *
     * @return whether there was one
     */
    boolean revoke(WorkspaceId workspace, String tokenId) {
        return transactions.in(workspace, transaction -> {
            boolean wasThere = transaction
                            .handle()
                            .createUpdate("DELETE FROM join_token WHERE id = :id")
                            .bind("id", tokenId)
                            .execute()
                    == 1;
            if (wasThere) {
                transaction.afterCommit(() -> known.remove(tokenId));
            }
            return wasThere;
        });
    }

    @Override
    public Optional<StoredToken> find(String tokenId) {
        return Optional.ofNullable(known.get(tokenId));
    }
}
