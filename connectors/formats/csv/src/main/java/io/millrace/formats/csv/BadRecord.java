package io.millrace.formats.csv;

/** Ends the reading of a record. Without a stack trace and used again: bad records may be many. */
final class BadRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private String code = "";
    private String problem = "";

    BadRecord() {
        super("A record cannot be read", null, false, false);
    }

    /** Notes what is wrong. */
    BadRecord because(String problemCode, String what) {
        code = problemCode;
        problem = what;
        return this;
    }

    /** Stable name, such as {@code csv.type}. */
    String code() {
        return code;
    }

    /** What is wrong, in words. */
    String problem() {
        return problem;
    }
}
