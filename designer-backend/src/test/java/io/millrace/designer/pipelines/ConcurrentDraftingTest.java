package io.millrace.designer.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.designer.People;
import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.PipelineId;
import io.millrace.model.draft.Drafts;
import io.millrace.model.edit.Edit;
import io.millrace.model.json.Json;
import io.millrace.model.shape.Codec;
import io.millrace.model.text.JsonText;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two people draw in the same draft at once. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ConcurrentDraftingTest {

    private static final int EDITS = 200;

    private static final Codec<Edit> CODEC = Codec.of(Edit.class);

    @Inject
    People people;

    @Inject
    Pipelines pipelines;

    @Inject
    Drafting drafting;

    @Inject
    Transactions transactions;

    @Test
    void theDraftIsTheFoldOfAllAcceptedEdits() throws Exception {
        Member ada = people.member("ada", "default", Role.ADMIN);
        Member grace = people.member("grace", "default", Role.EDITOR);
        PipelineId id = pipelines.create(ada, Optional.of("Crowded"));
        PipelineDocument start = drafting.read(ada, id).document();
        int accepted;
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<Integer> first = both.submit(() -> draw(ada, id, new Random(1)));
            Future<Integer> second = both.submit(() -> draw(grace, id, new Random(2)));
            accepted = first.get() + second.get();
        }
        StoredDraft draft = drafting.read(ada, id);
        List<EditBatch> log =
                transactions.in(ada.workspace(), transaction -> new DraftStore(transaction, ada.workspace())
                        .between(id, 0, draft.version() + 1));
        assertThat(draft.version()).isEqualTo(accepted).isGreaterThan(EDITS);
        assertThat(log.stream().map(EditBatch::version))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, accepted).boxed().toList());
        assertThat(fold(start, log)).isEqualTo(draft.document());
    }

    /** Draws as a client does that learns of others only from answers; answers how many edits were accepted. */
    private int draw(Member member, PipelineId id, Random random) {
        int accepted = 0;
        long base = 0;
        for (int i = 0; i < EDITS; i++) {
            EditAnswer answer = drafting.edit(member, id, base, member.user().name() + "-" + i, List.of(any(random)));
            long expected = base + answer.others().size();
            if (answer.outcome() == EditAnswer.Outcome.accepted) {
                accepted++;
                expected++;
            }
            assertThat(answer.version()).isEqualTo(expected);
            base = answer.version();
        }
        return accepted;
    }

    /** Few nodes, so that the two often meet, and some edits come too late. */
    private static Json any(Random random) {
        String node = "n" + random.nextInt(6);
        return JsonText.require(
                switch (random.nextInt(5)) {
                    case 0 -> Edits.addNode(node, "filter", "{}");
                    case 1 -> "{\"edit\": \"removeNode\", \"node\": \"%s\"}".formatted(node);
                    case 2 -> Edits.setName("Name " + random.nextInt(100));
                    default ->
                        "{\"edit\": \"setConfig\", \"node\": \"%s\", \"path\": \"condition\", \"value\": \"a > %d\"}"
                                .formatted(node, random.nextInt(100));
                });
    }

    private static PipelineDocument fold(PipelineDocument start, List<EditBatch> log) {
        PipelineDocument document = start;
        for (EditBatch batch : log) {
            List<Edit> edits = new ArrayList<>();
            batch.edits().forEach(edit -> edits.add(CODEC.read(edit).require()));
            document = Drafts.apply(document, edits).require().document();
        }
        return document;
    }
}
