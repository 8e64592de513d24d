package io.millrace.designer.preview;

import io.millrace.designer.web.Refused;
import io.millrace.protocol.preview.PreviewFailed;

/** Why the preview process gave no answer, as an answer of ours. */
public final class PreviewRefusal {

    private PreviewRefusal() {}

    /** What the request ends with. */
    public static Refused of(PreviewFailed failed) {
        String words = String.valueOf(failed.getMessage());
        return switch (failed.reason()) {
            case SUPERSEDED -> Refused.conflict("preview.superseded", words);
            case TOO_LONG -> Refused.unavailable("preview.tooLong", words);
            case UNAVAILABLE -> Refused.unavailable("preview.unavailable", words);
            case REFUSED -> Refused.badRequest("preview.refused", words);
        };
    }
}
