package io.millrace.spi.operator;

/**
 * One operator of a task. The task's thread calls everything here; no two calls overlap.
 *
 * <p><b>Life.</b> {@link OperatorFactory#open} makes it; then {@link #step} again and again until it says {@link Progress#DONE}; {@link
 * #flush} before each barrier; {@link #close} once, after an error as well.
 *
 * <p><b>Order.</b> An operator reads its inputs in order and writes what follows from an element before it reads the
 * next. It hands signals on: watermarks and idleness as they concern its output, the end when all inputs have ended.
 * Barriers are aligned and handed on by the runtime; an operator never sees one.
 *
 * <p><b>Waiting.</b> No method waits: {@link #step} says what it needs and returns. It does at most about one batch of
 * work a call, so that a task can give way within a millisecond; longer work (a window with many keys, a row with many
 * matches) is a cursor that the operator keeps in its fields and resumes.
 *
 * <p><b>Errors.</b> A row that cannot be processed goes to {@link OperatorContext#errors}; any other exception fails the
 * task, and with it the job.
 */
public interface Operator extends AutoCloseable {

    /**
     * Does a bounded piece of work. May be called before what the last step asked for has come, and then says so again.
     */
    Progress step();

    /**
     * Called when a barrier has arrived on all inputs, again and again until it says {@link Progress#DONE}: whatever the
     * operator holds outside of its state goes out. Then state is frozen and the barrier goes on.
     */
    default Progress flush() {
        return Progress.DONE;
    }

    /** A command from the task's mailbox, between two steps. Mail that an operator has no use for is left unread. */
    default void command(Command command) {
        if (command instanceof Command.Mail) {
            return;
        }
        throw new IllegalArgumentException(getClass().getSimpleName() + " does not understand " + command);
    }

    /** Says how it stands, as far as the runtime does not see it. Between two steps; changes nothing. */
    default void describe(Standing standing) {}

    /** Gives back what it holds. */
    @Override
    void close();
}
