package io.millrace.designer.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.designer.TestClock;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Role;
import io.millrace.designer.permission.User;
import io.millrace.designer.session.Secret;
import io.millrace.designer.session.Session;
import io.millrace.designer.session.SessionEnded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private static final User ADA = new User(new UserId(new UUID(0, 1)), "ada");
    private static final Member MEMBER = new Member(ADA, new WorkspaceId(new UUID(0, 2)), Role.ADMIN);

    private final TestClock clock = new TestClock();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final EventStreams streams = new EventStreams(
            List.of(),
            new ObjectMapper(),
            () -> new Secret("stream-" + due.size()),
            (_, task) -> {
                due.add(task);
                return () -> due.remove(task);
            },
            clock);

    private Session session(String id, Duration life) {
        return new Session(id, ADA, clock.instant().plus(life));
    }

    @Test
    void aStreamEndsWhenItsSessionExpires() {
        Session session = session("a", Duration.ofHours(1));
        String id = streams.open(MEMBER, session).id();
        due.remove().run();
        assertThat(streams.find(MEMBER, session, id)).isPresent();
        clock.pass(Duration.ofHours(1));
        due.remove().run();
        assertThat(streams.find(MEMBER, session, id)).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void aStreamThatWasTakenUpInANewSessionOutlivesTheOldOne() {
        String id = streams.open(MEMBER, session("old", Duration.ofHours(1))).id();
        Session next = session("next", Duration.ofHours(1));
        streams.find(MEMBER, next, id);
        streams.end(new SessionEnded("old"));
        assertThat(streams.find(MEMBER, next, id)).isPresent();
        streams.end(new SessionEnded("next"));
        assertThat(streams.find(MEMBER, next, id)).isEmpty();
    }
}
