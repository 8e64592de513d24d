package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.io.DocumentHash;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.text.JsonText;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Revisions: made of a draft, listed, read. */
@Singleton
final class Revisions {

    private static final String COLUMNS = """
            SELECT number, parents, message, app_user.name AS author, revision.created_at, draft_version, content_hash, plan_hash
            """;

    private static final String FROM = " FROM revision JOIN app_user ON app_user.id = revision.author_id ";

    private final Transactions transactions;
    private final DraftNews news;
    private final Clock clock;

    Revisions(Transactions transactions, DraftNews news, Clock clock) {
        this.transactions = transactions;
        this.news = news;
        this.clock = clock;
    }

    /** A page of revisions, the newest first, with numbers below {@code before}. */
    List<Revision> page(Member member, PipelineId id, int before, int limit) {
        return transactions.in(member.workspace(), transaction -> {
            new DraftStore(transaction, member.workspace()).require(id);
            return transaction
                    .handle()
                    .createQuery(COLUMNS + FROM + """
                            WHERE pipeline_id = :id AND number < :before ORDER BY number DESC LIMIT :limit""")
                    .bind("id", id.value())
                    .bind("before", before)
                    .bind("limit", limit)
                    .map((row, _) -> revision(row, Optional.empty()))
                    .list();
        });
    }

    /** One revision with its document. */
    Revision require(Member member, PipelineId id, int number) {
        return transactions.in(member.workspace(), transaction -> find(transaction.handle(), id, number)
                .orElseThrow(() -> Refused.notFound(
                        "revision.unknown", "The pipeline %s has no revision %d".formatted(id, number))));
    }

    private static Optional<Revision> find(Handle handle, PipelineId id, int number) {
        return handle.createQuery(COLUMNS + ", document" + FROM + "WHERE pipeline_id = :id AND number = :number")
                .bind("id", id.value())
                .bind("number", number)
                .map((row, _) -> revision(row, Optional.of(row.getString("document"))))
                .findOne();
    }

    private static Revision revision(ResultSet row, Optional<String> document) throws SQLException {
        return new Revision(
                row.getInt("number"),
                Arrays.asList((Integer[]) row.getArray("parents").getArray()),
                row.getString("message"),
                row.getString("author"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("draft_version"),
                row.getString("content_hash"),
                row.getString("plan_hash"),
                document.map(JsonText::require));
    }

    /**
     * Makes a revision of the draft.
     *
     * @param version of the draft that the client means
     * @throws Refused with 412 if the draft is at another version
     */
    Revision commit(Member member, PipelineId id, long version, String message) {
        return transactions.in(member.workspace(), transaction -> {
            StoredDraft draft = new DraftStore(transaction, member.workspace()).lock(id);
            if (draft.version() != version) {
                throw Refused.changed(
                        "The draft is at version %d, not %d: it was changed since you looked. Look at it again, then commit"
                                .formatted(draft.version(), version));
            }
            int number = insert(transaction.handle(), member, draft, message);
            transaction.afterCommit(() -> news.listed(member.workspace()));
            return find(transaction.handle(), id, number).orElseThrow();
        });
    }

    private int insert(Handle handle, Member member, StoredDraft draft, String message) {
        PipelineDocument document = draft.document();
        return handle.createQuery("""
                        INSERT INTO revision (workspace_id, pipeline_id, number, parents, message, author_id, created_at,
                            draft_version, document, content_hash, plan_hash)
                        SELECT :workspace, :id, coalesce(max(number), 0) + 1,
                            CASE WHEN max(number) IS NULL THEN '{}' ELSE ARRAY[max(number)] END,
                            :message, :author, :now, :version, :document, :contentHash, :planHash
                        FROM revision WHERE pipeline_id = :id
                        RETURNING number""")
                .bind("workspace", member.workspace().value())
                .bind("id", document.id().value())
                .bind("message", message)
                .bind("author", member.user().id().value())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("version", draft.version())
                .bind("document", CanonicalJson.print(DocumentWriter.json(document)))
                .bind("contentHash", DocumentHash.content(document))
                .bind("planHash", DocumentHash.plan(document))
                .mapTo(Integer.class)
                .one();
    }
}
