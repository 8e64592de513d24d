package io.millrace.designer.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.designer.permission.User;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final Member ADA =
            new Member(new User(new UserId(new UUID(0, 1)), "ada"), new WorkspaceId(new UUID(0, 2)), Role.ADMIN);

    private final Broadcast broadcast = new Broadcast();
    private final Set<String> open = new HashSet<>();
    private final List<EventStream> left = new ArrayList<>();
    private final EventStream stream = new EventStream("s", ADA, List.of(new News()), new ObjectMapper(), left::add);

    /** {@code news/…}: its state is always "now". */
    private final class News implements Topic {

        @Override
        public boolean isCalled(String topic) {
            return topic.startsWith("news/");
        }

        @Override
        public Closing open(Member member, String topic, OptionalLong since, Listener listener) {
            open.add(topic);
            Closing closing = broadcast.join(member.workspace(), topic, listener, () -> "now");
            return () -> {
                open.remove(topic);
                closing.close();
            };
        }
    }

    /** A connection that takes the next message when the test says so. */
    private static final class SlowLine implements Line {

        final List<String> sent = new ArrayList<>();
        private final Deque<CompletableFuture<Void>> pending = new ArrayDeque<>();

        @Override
        public CompletionStage<?> send(String id, String text) {
            sent.add(id + " " + text);
            CompletableFuture<Void> done = new CompletableFuture<>();
            pending.add(done);
            return done;
        }

        @Override
        public CompletionStage<?> beat() {
            return send("", "beat");
        }

        @Override
        public void close() {}

        void read(int messages) {
            for (int i = 0; i < messages; i++) {
                pending.remove().complete(null);
            }
        }

        void die() {
            pending.remove().completeExceptionally(new IllegalStateException("dead"));
        }
    }

    @Test
    void aTopicIsToldFromItsStateOn() {
        SlowLine line = connected();
        carry("news/a");
        broadcast.change(ADA.workspace(), "news/a", "later");
        line.read(2);
        assertThat(line.sent)
                .containsExactly(
                        "s.1 {\"topic\":\"news/a\",\"kind\":\"snapshot\",\"data\":\"now\"}",
                        "s.2 {\"topic\":\"news/a\",\"kind\":\"change\",\"data\":\"later\"}");
    }

    @Test
    void topicsThatAreNotWishedAnyMoreAreClosedAndOthersGoOn() {
        SlowLine line = connected();
        carry("news/a", "news/b");
        carry("news/b");
        assertThat(open).containsExactly("news/b");
        broadcast.change(ADA.workspace(), "news/a", "unheard");
        line.read(2);
        assertThat(line.sent).hasSize(2).noneMatch(text -> text.contains("unheard"));
    }

    @Test
    void ofATopicThatIsNotThereOnlyAGapIsTold() {
        SlowLine line = connected();
        carry("gossip");
        assertThat(line.sent).singleElement().asString().contains("\"topic\":\"gossip\",\"kind\":\"gap\"");
    }

    @Test
    void aSlowReaderIsToldThatItMissedSomething() {
        SlowLine line = connected();
        carry("news/a");
        for (int i = 0; i <= Backlog.MOST_WAITING; i++) {
            broadcast.change(ADA.workspace(), "news/a", i);
        }
        line.read(1);
        assertThat(line.sent).hasSize(2);
        assertThat(line.sent.getLast()).contains("\"kind\":\"gap\"");
    }

    @Test
    void aBrokenLineIsTakenUpWhereItBroke() {
        SlowLine first = connected();
        carry("news/a");
        broadcast.change(ADA.workspace(), "news/a", "lost");
        first.read(1);
        first.die();
        assertThat(left).containsExactly(stream);
        broadcast.change(ADA.workspace(), "news/a", "meanwhile");
        SlowLine second = new SlowLine();
        stream.connect(second, 1);
        second.read(2);
        assertThat(second.sent).hasSize(2);
        assertThat(second.sent.getFirst()).startsWith("s.2 ").contains("lost");
        assertThat(second.sent.getLast()).startsWith("s.3 ").contains("meanwhile");
    }

    @Test
    void anEndClosesAllTopics() {
        carry("news/a", "news/b");
        stream.close();
        assertThat(open).isEmpty();
        assertThat(broadcast.isHeard(ADA.workspace(), "news/a")).isFalse();
        carry("news/a");
        assertThat(open).isEmpty();
    }

    private SlowLine connected() {
        SlowLine line = new SlowLine();
        stream.connect(line, 0);
        return line;
    }

    private void carry(String... topics) {
        stream.carry(List.of(topics).stream()
                .map(topic -> new EventStream.Wish(topic, OptionalLong.empty()))
                .toList());
    }
}
