package io.millrace.engine.task;

/** Told how a task ended, once, on the thread of its worker. */
public interface TaskListener {

    /** All operators are done. */
    void finished(Task task);

    /** It was cancelled. */
    void cancelled(Task task);

    /** An operator failed. */
    void failed(Task task, Throwable cause);
}
