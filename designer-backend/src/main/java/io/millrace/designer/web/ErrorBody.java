package io.millrace.designer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Codec;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of every error: RFC 9457.
 *
 * @param title what the status means
 * @param code what sort of error, stable for programs
 * @param detail what happened and what to do
 * @param problems what is wrong with a pipeline, where that is the reason
 */
@Schema(name = "Error")
public record ErrorBody(
        String title,
        int status,
        String code,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Json> problems) {

    /** How it is labelled. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Codec<Problem> PROBLEMS = Codec.of(Problem.class);

    static ErrorBody of(Refused refused) {
        return new ErrorBody(
                StatusTitle.of(refused.status()),
                refused.status(),
                refused.code(),
                refused.detail(),
                refused.problems().stream().map(PROBLEMS::write).toList());
    }

    static ErrorBody of(int status, String code, String detail) {
        return new ErrorBody(StatusTitle.of(status), status, code, detail, List.of());
    }
}
