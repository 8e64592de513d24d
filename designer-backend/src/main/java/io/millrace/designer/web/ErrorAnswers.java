package io.millrace.designer.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever goes wrong in a request, the answer is problem+json. */
final class ErrorAnswers {

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return answer(ErrorBody.of(refused));
    }

    /** Text that is not the JSON it should be. */
    @ServerExceptionMapper
    Response unreadable(JsonProcessingException unreadable) {
        String place = unreadable instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return answer(ErrorBody.of(
                400,
                "json.unreadable",
                "The body is not the JSON that is expected%s: %s"
                        .formatted(place.isEmpty() ? "" : " at " + place, unreadable.getOriginalMessage())));
    }

    /** The same; the framework has an answer of its own to this one. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException unreadable) {
        return unreadable((JsonProcessingException) unreadable);
    }

    /** What the framework refuses by itself: no such path, method, media type, body too large. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        if (refused.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable);
        }
        int status = refused.getResponse().getStatus();
        if (status >= 500) {
            return failed(refused);
        }
        return answer(ErrorBody.of(
                status,
                "request.refused",
                status == 404 ? "There is nothing at this address" : String.valueOf(refused.getMessage())));
    }

    /** Our own mistakes: the details go to the log, never to the client. */
    @ServerExceptionMapper
    Response failed(Throwable failure) {
        if (hasLeft(failure)) {
            // Nobody reads this answer; a tab that was closed in mid-request is no mistake.
            return answer(ErrorBody.of(400, "request.broken", "The request ended before all of it had come"));
        }
        LOG.error("A request failed by a mistake of Millrace", failure);
        return answer(ErrorBody.of(
                500, "internal", "Millrace made a mistake; the log of the control plane says which (./millrace logs)"));
    }

    private static boolean hasLeft(Throwable failure) {
        return failure instanceof HttpClosedException || (failure.getCause() != null && hasLeft(failure.getCause()));
    }

    private static Response answer(ErrorBody body) {
        return Response.status(body.status())
                .entity(body)
                .type(ErrorBody.MEDIA_TYPE)
                .build();
    }
}
