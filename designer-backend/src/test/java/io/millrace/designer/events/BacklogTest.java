package io.millrace.designer.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final List<String> GAPS = List.of("gap a", "gap b");

    private final Backlog backlog = new Backlog();

    @Test
    void messagesLeaveInOrderAndAreNumbered() {
        add("one", "two");
        assertThat(backlog.next()).contains(new Backlog.Message(1, "one"));
        assertThat(backlog.next()).contains(new Backlog.Message(2, "two"));
        assertThat(backlog.next()).isEmpty();
    }

    @Test
    void whoComesBackHearsWhatWasNotReceived() {
        add("one", "two", "three");
        take();
        add("four");
        backlog.resume(1, GAPS);
        assertThat(take()).containsExactly("two", "three", "four");
        backlog.resume(4, GAPS);
        assertThat(take()).isEmpty();
    }

    @Test
    void whoComesBackTooLateHearsOfGaps() {
        for (int i = 0; i <= Backlog.MOST_KEPT; i++) {
            add("m" + i);
            take();
        }
        backlog.resume(0, GAPS);
        assertThat(take()).containsExactlyElementsOf(GAPS);
    }

    @Test
    void whoClaimsToHaveHeardWhatWasNeverSaidHearsOfGaps() {
        add("one");
        take();
        backlog.resume(9, GAPS);
        assertThat(take()).containsExactlyElementsOf(GAPS);
    }

    @Test
    void aSlowReaderHearsOfGapsInsteadOfAllThatWaits() {
        for (int i = 0; i < Backlog.MOST_WAITING; i++) {
            add("m" + i);
        }
        add("one too many");
        assertThat(take()).containsExactlyElementsOf(GAPS);
        add("after");
        assertThat(take()).containsExactly("after");
    }

    @Test
    void largeMessagesFillItSooner() {
        String large = "x".repeat((int) (Backlog.MOST_WAITING_CHARACTERS / 3));
        add(large, large, large, large);
        assertThat(take()).containsExactlyElementsOf(GAPS);
    }

    private void add(String... texts) {
        List.of(texts).forEach(text -> backlog.add(text, GAPS));
    }

    private List<String> take() {
        List<String> taken = new ArrayList<>();
        for (Optional<Backlog.Message> next = backlog.next(); next.isPresent(); next = backlog.next()) {
            taken.add(next.get().text());
        }
        return taken;
    }
}
