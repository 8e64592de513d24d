package io.millrace.designer.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Secrets;
import io.millrace.designer.session.Session;
import io.millrace.designer.session.SessionEnded;
import io.millrace.designer.web.Refused;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The streams there are. One whose line broke is kept for a while, so that a browser that comes back misses nothing. */
@Singleton
final class EventStreams {

    /** How long a browser may be away: a network that changes, a laptop's lid. Longer, and the tabs ask anew. */
    static final Duration AWAY = Duration.ofSeconds(30);

    /** Often enough that no proxy takes the line for dead. */
    static final Duration BEAT = Duration.ofSeconds(10);

    /** Streams of one person: each is a browser. */
    static final int MOST_OF_ONE = 40;

    private final List<Topic> topics;
    private final ObjectMapper json;
    private final Secrets secrets;
    private final Later later;
    private final Clock clock;
    private final Map<String, EventStream> streams = new ConcurrentHashMap<>();

    /** The session that each was opened or last used in, by its id. */
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    EventStreams(@All List<Topic> topics, ObjectMapper json, Secrets secrets, Later later, Clock clock) {
        this.topics = topics;
        this.json = json;
        this.secrets = secrets;
        this.later = later;
        this.clock = clock;
    }

    /** A stream that is there for this member; it belongs to this session from now on, as a browser has one at a time. */
    Optional<EventStream> find(Member member, Session session, String id) {
        Optional<EventStream> found = Optional.ofNullable(streams.get(id))
                .filter(stream -> stream.member().equals(member));
        found.ifPresent(stream -> sessions.replace(stream.id(), session));
        return found;
    }

    /** A stream that is new; it ends with the session. */
    EventStream open(Member member, Session session) {
        long ofOne = streams.values().stream()
                .filter(stream -> stream.member().user().equals(member.user()))
                .count();
        if (ofOne >= MOST_OF_ONE) {
            throw Refused.unavailable(
                    "events.too-many",
                    "You have %d event streams open; close the browsers you do not need".formatted(ofOne));
        }
        EventStream stream = new EventStream(secrets.next().value(), member, topics, json, this::left);
        sessions.put(stream.id(), session);
        streams.put(stream.id(), stream);
        beat(stream);
        return stream;
    }

    private void beat(EventStream stream) {
        later.after(BEAT, () -> {
            Session session = sessions.get(stream.id());
            if (session == null) {
                return;
            }
            if (clock.instant().isBefore(session.expiresAt())) {
                stream.beat();
                beat(stream);
            } else {
                end(stream);
            }
        });
    }

    void end(@Observes SessionEnded ended) {
        sessions.forEach((id, session) -> {
            EventStream stream = streams.get(id);
            if (session.id().equals(ended.id()) && stream != null) {
                end(stream);
            }
        });
    }

    /** Its line is dead; it ends unless another line takes it up in time. */
    private void left(EventStream stream) {
        later.after(AWAY, () -> {
            if (!stream.isConnected()) {
                end(stream);
            }
        });
    }

    private void end(EventStream stream) {
        streams.remove(stream.id());
        sessions.remove(stream.id());
        stream.close();
    }

    void stop(@Observes ShutdownEvent end) {
        List.copyOf(streams.values()).forEach(this::end);
    }
}
