package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transaction;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.io.DocumentReader;
import io.millrace.model.io.ReadDocument;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The pipelines of a workspace: listed, made, deleted. */
@Singleton
final class Pipelines {

    private static final String UNTITLED = "Untitled pipeline";

    private final Transactions transactions;
    private final PipelineIds ids;
    private final DraftNews news;
    private final CurrentStatus current;
    private final Clock clock;

    Pipelines(Transactions transactions, PipelineIds ids, DraftNews news, CurrentStatus current, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.news = news;
        this.current = current;
        this.clock = clock;
    }

    /** A page of pipelines, by name. */
    List<PipelineSummary> page(Member member, Optional<PageToken> after, int limit) {
        return transactions
                .in(member.workspace(), transaction -> PipelineList.page(transaction.handle(), after, limit))
                .stream()
                .map(summary -> current.of(member.workspace(), summary))
                .toList();
    }

    /** One pipeline. */
    PipelineSummary require(Member member, PipelineId id) {
        PipelineSummary stored =
                transactions.in(member.workspace(), transaction -> PipelineList.find(transaction.handle(), id)
                        .orElseThrow(() -> DraftStore.unknown(id.value())));
        return current.of(member.workspace(), stored);
    }

    /** Makes a pipeline without nodes. */
    PipelineId create(Member member, Optional<String> name) {
        String title = name.map(String::strip).filter(text -> !text.isEmpty()).orElse(UNTITLED);
        return store(member, PipelineDocument.empty(ids.next(title), title));
    }

    /**
     * Makes a pipeline of a document's text; what that says about its id is never looked at.
     *
     * @throws Refused with 422 and the problems of the text
     */
    PipelineId importText(Member member, Optional<String> name, String text) {
        ReadDocument read = DocumentReader.importAs(ids.next(name.orElse("import")), text);
        PipelineDocument document = read.document()
                .orElseThrow(() -> Refused.problems(
                        "pipeline.unreadable", "This text is not a pipeline that can be read", read.problems()));
        String title = name.map(String::strip).filter(given -> !given.isEmpty()).orElse(document.name());
        return store(member, document.withId(ids.next(title)).withName(title));
    }

    private PipelineId store(Member member, PipelineDocument document) {
        requireName(document.name());
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        transactions.run(member.workspace(), transaction -> {
            requireRoom(transaction);
            transaction
                    .handle()
                    .createUpdate("""
                            INSERT INTO pipeline (workspace_id, id, created_at, created_by)
                            VALUES (:workspace, :id, :now, :user)""")
                    .bind("workspace", member.workspace().value())
                    .bind("id", document.id().value())
                    .bind("now", now)
                    .bind("user", member.user().id().value())
                    .execute();
            new DraftStore(transaction, member.workspace()).insert(document, now);
            transaction.afterCommit(() -> news.listed(member.workspace()));
        });
        return document.id();
    }

    private static void requireName(String name) {
        if (name.length() > PipelineLimits.NAME) {
            throw Refused.badRequest(
                    "pipeline.name-long",
                    "A pipeline's name has at most %d characters, this one %d"
                            .formatted(PipelineLimits.NAME, name.length()));
        }
    }

    private static void requireRoom(Transaction transaction) {
        long count = transaction
                .handle()
                .createQuery("SELECT count(*) FROM pipeline")
                .mapTo(Long.class)
                .one();
        if (count >= PipelineLimits.PIPELINES) {
            throw Refused.conflict(
                    "pipeline.too-many",
                    "A workspace holds at most %,d pipelines. Delete some first".formatted(PipelineLimits.PIPELINES));
        }
    }

    /**
     * Deletes a pipeline with its draft, revisions and past deployments.
     *
     * @throws Refused with 409 while a deployment of it is active
     */
    void delete(Member member, PipelineId id) {
        transactions.run(member.workspace(), transaction -> {
            requireLocked(transaction, id);
            transaction
                    .handle()
                    .createQuery("SELECT id FROM deployment WHERE pipeline_id = :id AND ended_at IS NULL LIMIT 1")
                    .bind("id", id.value())
                    .mapTo(String.class)
                    .findOne()
                    .ifPresent(active -> {
                        throw Refused.conflict(
                                "pipeline.deployed",
                                "The deployment %s of this pipeline is active. Stop it first".formatted(active));
                    });
            // Nobody knows of their checkpoints from here on, so they are written down to be removed.
            transaction.handle().createUpdate("""
                            INSERT INTO leftover (workspace_id, folder, due_at)
                            SELECT workspace_id, id, now() FROM deployment
                            WHERE pipeline_id = :id AND checkpoints_cleared_at IS NULL
                            ON CONFLICT DO NOTHING""").bind("id", id.value()).execute();
            transaction
                    .handle()
                    .createUpdate("DELETE FROM pipeline WHERE id = :id")
                    .bind("id", id.value())
                    .execute();
            transaction.afterCommit(() -> news.deleted(member.workspace(), id));
        });
    }

    /** Nobody deploys it from here on: a deployment's revision needs the pipeline to stay. */
    private static void requireLocked(Transaction transaction, PipelineId id) {
        boolean isThere = transaction
                .handle()
                .createQuery("SELECT id FROM pipeline WHERE id = :id FOR UPDATE")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!isThere) {
            throw DraftStore.unknown(id.value());
        }
    }
}
