package io.millrace.designer.web;

import jakarta.ws.rs.core.Response;

/** What a status means, in words. */
final class StatusTitle {

    private StatusTitle() {}

    static String of(int status) {
        return switch (status) {
            case 422 -> "Unprocessable Content";
            case 507 -> "Insufficient Storage";
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                yield known == null ? "Error" : known.getReasonPhrase();
            }
        };
    }
}
