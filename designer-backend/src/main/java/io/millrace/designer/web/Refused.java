package io.millrace.designer.web;

import io.millrace.model.problem.Problem;
import java.util.List;

/** Ends a request with an error that the client can do something about. Thrown by rules, answered as problem+json. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Problem> problems;

    private Refused(int status, String code, String detail, List<Problem> problems) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** 400: the request itself is not as it must be. */
    public static Refused badRequest(String code, String detail) {
        return new Refused(400, code, detail, List.of());
    }

    /** 401: nobody is logged in. */
    public static Refused noSession(String detail) {
        return new Refused(401, "session.missing", detail, List.of());
    }

    /** 403: somebody is, but may not. */
    public static Refused forbidden(String detail) {
        return new Refused(403, "permission.missing", detail, List.of());
    }

    /** 403 for another reason than a role. */
    public static Refused forbidden(String code, String detail) {
        return new Refused(403, code, detail, List.of());
    }

    /** 404, also for what exists where the caller cannot look. */
    public static Refused notFound(String code, String detail) {
        return new Refused(404, code, detail, List.of());
    }

    /** 409: what is there does not allow it now. */
    public static Refused conflict(String code, String detail) {
        return new Refused(409, code, detail, List.of());
    }

    /** 412: it has changed since the client looked. */
    public static Refused changed(String detail) {
        return new Refused(412, "precondition.failed", detail, List.of());
    }

    /** 413: more than there is room for. */
    public static Refused tooLarge(String code, String detail) {
        return new Refused(413, code, detail, List.of());
    }

    /** 422: it was understood, and is wrong for the reasons given. */
    public static Refused problems(String code, String detail, List<Problem> problems) {
        return new Refused(422, code, detail, problems);
    }

    /** 428: the client has to say which state it means. */
    public static Refused preconditionMissing(String detail) {
        return new Refused(428, "precondition.missing", detail, List.of());
    }

    /** 503: not now; later may be better. */
    public static Refused unavailable(String code, String detail) {
        return new Refused(503, code, detail, List.of());
    }

    /** 507: there is no room to store it. */
    public static Refused full(String code, String detail) {
        return new Refused(507, code, detail, List.of());
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** What sort of error, stable for programs. */
    public String code() {
        return code;
    }

    /** What is wrong with a pipeline, where that is the reason. */
    public List<Problem> problems() {
        return problems;
    }

    /** What happened and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
