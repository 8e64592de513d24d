package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transaction;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.DocumentWriter;
import io.millrace.model.json.CanonicalJson;
import io.millrace.model.json.Json;
import io.millrace.model.json.JsonArray;
import io.millrace.model.text.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of drafts and of the edits that made them. */
final class DraftStore {

    private final Transaction transaction;
    private final WorkspaceId workspace;

    /** The drafts of the workspace, within a transaction there. */
    DraftStore(Transaction transaction, WorkspaceId workspace) {
        this.transaction = transaction;
        this.workspace = workspace;
    }

    /** The draft; of a pipeline that is not there a 404. */
    StoredDraft require(PipelineId id) {
        return find(id, "");
    }

    /** The draft, which nobody else changes until this transaction ends. */
    StoredDraft lock(PipelineId id) {
        return find(id, "FOR UPDATE");
    }

    private StoredDraft find(PipelineId id, String lock) {
        return transaction
                .handle()
                .createQuery("SELECT version, document FROM draft WHERE pipeline_id = :id <lock>")
                .define("lock", lock)
                .bind("id", id.value())
                .map((row, _) -> new StoredDraft(
                        row.getLong("version"),
                        DocumentReader.load(row.getString("document")).require()))
                .findOne()
                .orElseThrow(() -> unknown(id.value()));
    }

    static Refused unknown(String id) {
        return Refused.notFound("pipeline.unknown", "There is no pipeline %s (any more)".formatted(id));
    }

    void insert(PipelineDocument document, OffsetDateTime now) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO draft (workspace_id, pipeline_id, version, document, name, description, nodes, changed_at)
                        VALUES (:workspace, :id, 0, :document, :name, :description, :nodes, :now)""")
                .bind("workspace", workspace.value())
                .bind("id", document.id().value())
                .bind("document", text(document))
                .bind("name", document.name())
                .bind("description", document.description())
                .bind("nodes", document.nodes().size())
                .bind("now", now)
                .execute();
    }

    void update(long version, PipelineDocument document, OffsetDateTime now) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE draft SET version = :version, document = :document, name = :name,
                            description = :description, nodes = :nodes, changed_at = :now
                        WHERE pipeline_id = :id""")
                .bind("version", version)
                .bind("id", document.id().value())
                .bind("document", text(document))
                .bind("name", document.name())
                .bind("description", document.description())
                .bind("nodes", document.nodes().size())
                .bind("now", now)
                .execute();
    }

    private static String text(PipelineDocument document) {
        return requireRoom(CanonicalJson.print(DocumentWriter.json(document)), "The pipeline");
    }

    private static String requireRoom(String text, String what) {
        if (text.length() > PipelineLimits.TEXT) {
            throw Refused.tooLarge(
                    "pipeline.too-large",
                    "%s would take %,d characters as JSON; there is room for %,d. Make several pipelines of it"
                            .formatted(what, text.length(), PipelineLimits.TEXT));
        }
        return text;
    }

    void log(PipelineId id, EditBatch batch, UserId author, OffsetDateTime now) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO draft_edit (workspace_id, pipeline_id, version, client_edit_id, author_id, edits, made_at)
                        VALUES (:workspace, :id, :version, :clientEditId, :author, :edits, :now)""")
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .bind("version", batch.version())
                .bind("clientEditId", batch.clientEditId())
                .bind("author", author.value())
                .bind("edits", requireRoom(CanonicalJson.print(new JsonArray(batch.edits())), "The batch of edits"))
                .bind("now", now)
                .execute();
    }

    /** The version that a batch made, if it was accepted before. */
    Optional<Long> versionOf(PipelineId id, String clientEditId) {
        return transaction
                .handle()
                .createQuery(
                        "SELECT version FROM draft_edit WHERE pipeline_id = :id AND client_edit_id = :clientEditId")
                .bind("id", id.value())
                .bind("clientEditId", clientEditId)
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * The batches that made the versions after {@code base} and before {@code end}, in order.
     *
     * @throws Refused with 409 if they are more than an answer holds
     */
    List<EditBatch> between(PipelineId id, long base, long end) {
        if (end - base - 1 > PipelineLimits.OTHERS) {
            throw Refused.conflict(
                    "draft.base-old",
                    "The draft is at version %d, and %d is too long ago to tell what happened since. Read the draft anew"
                            .formatted(end - 1, base));
        }
        return transaction
                .handle()
                .createQuery("""
                        SELECT draft_edit.version, app_user.name, draft_edit.client_edit_id, draft_edit.edits
                        FROM draft_edit JOIN app_user ON app_user.id = draft_edit.author_id
                        WHERE pipeline_id = :id AND version > :base AND version < :end
                        ORDER BY version""")
                .bind("id", id.value())
                .bind("base", base)
                .bind("end", end)
                .map(DraftStore::batch)
                .list();
    }

    private static EditBatch batch(ResultSet row, StatementContext context) throws SQLException {
        JsonArray edits = (JsonArray) JsonText.require(row.getString("edits"));
        List<Json> elements = edits.elements();
        return new EditBatch(row.getLong("version"), row.getString("name"), row.getString("client_edit_id"), elements);
    }
}
