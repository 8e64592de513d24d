package io.millrace.designer.pipelines;

import io.millrace.model.document.PipelineId;

/** Reads ids in addresses. */
public final class PipelinePaths {

    private PipelinePaths() {}

    /** The id; a text that cannot be one is a pipeline that is not there. */
    public static PipelineId id(String text) {
        try {
            return new PipelineId(text);
        } catch (IllegalArgumentException e) {
            throw DraftStore.unknown(text);
        }
    }
}
