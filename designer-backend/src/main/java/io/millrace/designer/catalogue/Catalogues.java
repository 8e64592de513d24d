package io.millrace.designer.catalogue;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.model.catalogue.Catalogue;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.shape.Codec;
import io.millrace.model.text.JsonText;
import io.millrace.plan.Planner;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The node types of each workspace: what its executors reported last or, until one has, what the executors of this build
 * would report. Safe for several threads.
 */
@Singleton
public final class Catalogues {

    /** Written by executor/server's CatalogueFileTest, since only there all node types meet. */
    private static final String BUILT_IN = "catalogue.json";

    private static final Codec<Catalogue> CODEC = Codec.of(Catalogue.class);

    private final Transactions transactions;
    private final Clock clock;
    private final Catalogue builtIn = readBuiltIn();

    /** What was read or reported, so that a check need not read it again. */
    private final Map<WorkspaceId, Catalogue> known = new ConcurrentHashMap<>();

    Catalogues(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private static Catalogue readBuiltIn() {
        try (InputStream in = Objects.requireNonNull(Catalogues.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Catalogue read(String text) {
        return CODEC.read(JsonText.require(text)).require();
    }

    /** One for all, since it remembers typed expressions. */
    @Produces
    @Singleton
    Planner planner() {
        return new Planner();
    }

    /** The node types that can be drawn in a workspace. */
    public Catalogue of(WorkspaceId workspace) {
        return known.computeIfAbsent(workspace, this::load);
    }

    private Catalogue load(WorkspaceId workspace) {
        Optional<String> reported = transactions.in(workspace, transaction -> transaction
                .handle()
                .createQuery("SELECT catalogue FROM reported_catalogue")
                .mapTo(String.class)
                .findOne());
        return reported.map(Catalogues::read).orElse(builtIn);
    }

    /**
     * Keeps what an executor said it can do.
     *
     * @param version of the executor's build
     */
    public void report(WorkspaceId workspace, Catalogue catalogue, String version) {
        if (of(workspace).equals(catalogue)) {
            return;
        }
        transactions.run(workspace, transaction -> {
            transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO reported_catalogue (workspace_id, catalogue, version, reported_at)
                            VALUES (:workspace, :catalogue, :version, :now)
                            ON CONFLICT ON CONSTRAINT pk_reported_catalogue DO UPDATE
                            SET catalogue = excluded.catalogue, version = excluded.version, reported_at = excluded.reported_at""")
                    .bind("workspace", workspace.value())
                    .bind("catalogue", CanonicalJson.print(json(catalogue)))
                    .bind("version", version)
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
            transaction.afterCommit(() -> known.put(workspace, catalogue));
        });
    }

    static Json json(Catalogue catalogue) {
        return CODEC.write(catalogue);
    }
}
