package io.millrace.designer.pipelines;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.permission.Member;
import io.millrace.designer.web.Refused;
import io.millrace.model.document.PipelineId;
import io.millrace.model.draft.Drafts;
import io.millrace.model.draft.EditResult;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import io.millrace.model.shape.Reading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writing drafts. A batch of edits is applied as a whole to the draft as it is then, whatever the client saw when it made
 * them: edits of different fields so come together, and of two edits of one field the later wins. The answer holds what
 * others did meanwhile, so that the client can tell its user.
 */
@Singleton
public final class Drafting {

    private static final Codec<Edit> EDITS = Codec.of(Edit.class);

    private static final Codec<Problem> PROBLEMS = Codec.of(Problem.class);

    private final Transactions transactions;
    private final DraftNews news;
    private final Clock clock;

    Drafting(Transactions transactions, DraftNews news, Clock clock) {
        this.transactions = transactions;
        this.news = news;
        this.clock = clock;
    }

    /** The draft as it is now. */
    public StoredDraft read(Member member, PipelineId id) {
        return transactions.in(
                member.workspace(), transaction -> new DraftStore(transaction, member.workspace()).require(id));
    }

    /**
     * Applies edits. One that was accepted before, by its {@code clientEditId}, is answered as it was then and not applied
     * again.
     *
     * @param base the version of the draft that the client knew
     */
    EditAnswer edit(Member member, PipelineId id, long base, String clientEditId, List<Json> edits) {
        List<Edit> commands = commands(edits);
        return transactions.in(member.workspace(), transaction -> {
            DraftStore store = new DraftStore(transaction, member.workspace());
            StoredDraft draft = store.lock(id);
            requireBase(base, draft.version());
            Optional<Long> before = store.versionOf(id, clientEditId);
            if (before.isPresent()) {
                long version = before.get();
                return accepted(version, store.between(id, Math.min(base, version - 1), version));
            }
            List<EditBatch> others = store.between(id, base, draft.version() + 1);
            return switch (Drafts.apply(draft.document(), commands)) {
                case EditResult.Refused(int index, Problem problem) ->
                    new EditAnswer(
                            EditAnswer.Outcome.refused,
                            draft.version(),
                            others,
                            Optional.of(PROBLEMS.write(problem.arg("edit", Integer.toString(index)))));
                case Applied applied -> {
                    long version = draft.version() + 1;
                    EditBatch batch = new EditBatch(version, member.user().name(), clientEditId, edits);
                    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
                    store.update(version, applied.document(), now);
                    store.log(id, batch, member.user().id(), now);
                    transaction.afterCommit(() -> news.edited(member.workspace(), id, batch));
                    yield accepted(version, others);
                }
            };
        });
    }

    private static EditAnswer accepted(long version, List<EditBatch> others) {
        return new EditAnswer(EditAnswer.Outcome.accepted, version, others, Optional.empty());
    }

    private static void requireBase(long base, long version) {
        if (base < 0 || base > version) {
            throw Refused.conflict(
                    "draft.base-unknown",
                    "The draft is at version %d, so edits cannot be based on version %d. Read the draft anew"
                            .formatted(version, base));
        }
    }

    private static List<Edit> commands(List<Json> edits) {
        List<Edit> commands = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Json json : edits) {
            Reading<Edit> reading = EDITS.read(json);
            problems.addAll(reading.problems());
            reading.value().ifPresent(commands::add);
        }
        if (commands.size() < edits.size()) {
            throw Refused.problems("edit.unreadable", "Not all of these are edits that this Millrace knows", problems);
        }
        return commands;
    }
}
