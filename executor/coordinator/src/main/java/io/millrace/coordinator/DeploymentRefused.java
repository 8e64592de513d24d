package io.millrace.coordinator;

import io.millrace.model.error.RunError;

/** A deployment, or a wish about one, that cannot be: its target is taken, or there is none by that id. */
public final class DeploymentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunError error;

    DeploymentRefused(String code, String message) {
        super(message);
        error = RunError.user(code, message);
    }

    /** What is wrong with it. */
    public RunError error() {
        return error;
    }
}
