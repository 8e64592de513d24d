package io.millrace.designer.events;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/**
 * What a stream still has to send, and what it sent last, both within bounds: a browser that reads too slowly, or comes back too
 * late, is told that it missed something. Not safe for several threads.
 */
final class Backlog {

    /** Messages that wait: some seconds of a busy second's worth for a browser that is stuck. */
    static final int MOST_WAITING = 1_000;

    /** Characters that wait: some documents of the largest size. */
    static final long MOST_WAITING_CHARACTERS = 12L * 1024 * 1024;

    /** Messages that are kept for a browser that comes back. */
    static final int MOST_KEPT = 500;

    /** Characters that are kept. */
    static final long MOST_KEPT_CHARACTERS = 2L * 1024 * 1024;

    /** A message; {@code number} counts from 1 in its stream. */
    record Message(long number, String text) {}

    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Deque<Message> kept = new ArrayDeque<>();
    private long waitingCharacters;
    private long keptCharacters;
    private long lastNumber;

    /**
     * Adds a message.
     *
     * @param gaps what to send instead of all that waits when there is no room
     */
    void add(String text, Collection<String> gaps) {
        if (waiting.size() >= MOST_WAITING || waitingCharacters + text.length() > MOST_WAITING_CHARACTERS) {
            missed(gaps);
        } else {
            put(text);
        }
    }

    private void put(String text) {
        waiting.add(new Message(++lastNumber, text));
        waitingCharacters += text.length();
    }

    private void missed(Collection<String> gaps) {
        waiting.clear();
        waitingCharacters = 0;
        gaps.forEach(this::put);
    }

    /** The next message, which counts as sent from now on. */
    Optional<Message> next() {
        Optional<Message> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(message -> {
            waitingCharacters -= message.text().length();
            kept.add(message);
            keptCharacters += message.text().length();
            while (kept.size() > MOST_KEPT || keptCharacters > MOST_KEPT_CHARACTERS) {
                keptCharacters -= kept.remove().text().length();
            }
        });
        return next;
    }

    /**
     * Goes back to what somebody really has.
     *
     * @param received the number of the last message that came through, 0 for none
     * @param gaps what to send instead when that is too long ago
     */
    void resume(long received, Collection<String> gaps) {
        long oldestWaiting =
                waiting.isEmpty() ? lastNumber + 1 : waiting.getFirst().number();
        long oldest = kept.isEmpty() ? oldestWaiting : kept.getFirst().number();
        if (received + 1 < oldest || received > lastNumber) {
            missed(gaps);
            return;
        }
        while (!kept.isEmpty() && kept.getLast().number() > received) {
            Message message = kept.removeLast();
            keptCharacters -= message.text().length();
            waiting.addFirst(message);
            waitingCharacters += message.text().length();
        }
    }
}
