package io.millrace.designer.pipelines;

import io.millrace.designer.catalogue.Catalogues;
import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.model.document.PipelineId;
import io.millrace.plan.Planner;
import jakarta.inject.Singleton;

/** Checks drafts against what the executors can do. */
@Singleton
final class Checks {

    private final Transactions transactions;
    private final Catalogues catalogues;
    private final Planner planner;

    Checks(Transactions transactions, Catalogues catalogues, Planner planner) {
        this.transactions = transactions;
        this.catalogues = catalogues;
        this.planner = planner;
    }

    /** What is wrong with the draft as it is now. */
    CheckResult check(WorkspaceId workspace, PipelineId id) {
        StoredDraft draft =
                transactions.in(workspace, transaction -> new DraftStore(transaction, workspace).require(id));
        return CheckResult.of(draft.version(), planner.check(draft.document(), catalogues.of(workspace)));
    }
}
