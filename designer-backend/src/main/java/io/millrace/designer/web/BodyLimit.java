package io.millrace.designer.web;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * How much a request may bring. The framework knows one limit for all; here it is lifted (application.properties) and set anew for all
 * but files and savepoints, which are never in memory as a whole and have limits of their own.
 */
@ApplicationScoped
class BodyLimit {

    /** Room for the longest document inside a JSON text, where each character may take several bytes. */
    static final long LONGEST_BYTES = 12L << 20;

    /** Right after the framework has set its limit for bodies of unknown length, which is at the order -2. */
    private static final int AFTER_THE_FRAMEWORK = 1;

    private static final Pattern FILE = Pattern.compile("PUT /api/v1/workspaces/[^/]+/files/content");
    private static final Pattern SAVEPOINT = Pattern.compile("POST /api/v1/workspaces/[^/]+/savepoints");

    void register(@Observes Filters filters) {
        filters.register(this::limit, AFTER_THE_FRAMEWORK);
    }

    private void limit(RoutingContext context) {
        String request = context.request().method() + " " + context.normalizedPath();
        boolean isFile =
                FILE.matcher(request).matches() || SAVEPOINT.matcher(request).matches();
        String length = context.request().getHeader("Content-Length");
        if (isFile) {
            context.next();
        } else if (length == null) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LONGEST_BYTES);
            context.next();
        } else if (Long.parseLong(length) > LONGEST_BYTES) {
            refuse(context);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context) {
        JsonObject body = new JsonObject()
                .put("title", StatusTitle.of(413))
                .put("status", 413)
                .put("code", "request.tooLarge")
                .put(
                        "detail",
                        "A request may bring %,d bytes; only files and savepoints may be bigger"
                                .formatted(LONGEST_BYTES));
        // What still comes is read and dropped: a client that cannot send its body to the end never reads the answer.
        context.request().resume();
        context.response()
                .setStatusCode(413)
                .putHeader("Content-Type", ErrorBody.MEDIA_TYPE)
                .end(body.encode());
    }
}
