package io.millrace.designer.pipelines;

import io.millrace.model.text.TextLimits;

/** The most of everything that somebody else decides the size of. */
final class PipelineLimits {

    /** Characters of a document as canonical JSON, and of a batch of edits: what the model reads back. */
    static final int TEXT = TextLimits.LONGEST_TEXT;

    /** Characters of a name: it is shown in one line. */
    static final int NAME = 200;

    /** Edits in one batch: a paste of a large drawing. */
    static final int EDITS = 5_000;

    /** Characters of the id that a client gives its batch. */
    static final int CLIENT_EDIT_ID = 100;

    /** Batches of others that an answer holds; who is further behind reads the draft anew. */
    static final int OTHERS = 1_000;

    /** Characters of a revision's message. Held by the database, too. */
    static final int MESSAGE = 2_000;

    /** Entries of a page when nothing is said. */
    static final int PAGE = 50;

    /** Entries of a page at most. */
    static final int LONGEST_PAGE = 200;

    /** Pipelines in a workspace. */
    static final int PIPELINES = 10_000;

    private PipelineLimits() {}
}
