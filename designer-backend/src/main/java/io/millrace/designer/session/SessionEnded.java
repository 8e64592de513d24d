package io.millrace.designer.session;

/**
 * Fired when somebody has logged out, on the thread of that request, after the session is gone. What was opened in the
 * session ends with it.
 *
 * @param id of the {@link Session}
 */
public record SessionEnded(String id) {}
