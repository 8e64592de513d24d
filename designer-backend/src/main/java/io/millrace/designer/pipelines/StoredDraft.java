package io.millrace.designer.pipelines;

import io.millrace.model.document.PipelineDocument;

/** A draft as it is now. */
public record StoredDraft(long version, PipelineDocument document) {}
