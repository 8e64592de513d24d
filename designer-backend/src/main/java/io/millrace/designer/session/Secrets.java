package io.millrace.designer.session;

/** Makes secrets nobody can guess. Safe for several threads. */
@FunctionalInterface
public interface Secrets {

    /** One that was never there before. */
    Secret next();
}
