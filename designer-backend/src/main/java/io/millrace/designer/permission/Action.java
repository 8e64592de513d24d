package io.millrace.designer.permission;

/** What somebody may want to do in a workspace, and the least role that may. */
public enum Action {
    /** Read whatever is there, but for secrets. */
    LOOK(Role.VIEWER, "look at"),
    /** Make a pipeline, or change its draft. */
    DRAW(Role.EDITOR, "change"),
    /** Run a draft on a few rows. */
    PREVIEW(Role.EDITOR, "preview"),
    /** Make a revision of a draft. */
    COMMIT(Role.EDITOR, "commit"),
    /** Delete a pipeline with its history. */
    DELETE(Role.EDITOR, "delete"),
    /** Upload, replace or delete files. */
    CHANGE_FILES(Role.EDITOR, "change"),
    /** Have a revision run, now or again. */
    DEPLOY(Role.OPERATOR, "deploy"),
    /** Stop or cancel a deployment. */
    STOP(Role.OPERATOR, "stop"),
    /** Make, upload or delete savepoints. */
    SAVE_STATE(Role.OPERATOR, "make savepoints of"),
    /** Let executors join the cluster. */
    ADD_EXECUTORS(Role.ADMIN, "add executors to");

    private final Role least;
    private final String verb;

    Action(Role least, String verb) {
        this.least = least;
        this.verb = verb;
    }

    /** The least role that may. */
    Role least() {
        return least;
    }

    /** For sentences: who may … what. */
    String verb() {
        return verb;
    }
}
