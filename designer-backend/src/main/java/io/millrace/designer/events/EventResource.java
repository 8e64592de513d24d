package io.millrace.designer.events;

import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.session.Caller;
import io.millrace.designer.web.Refused;
import io.millrace.designer.web.Require;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The one stream of news that a browser opens for all its tabs. */
@Path("/api/v1/workspaces/{workspace}/events")
@Tag(name = "events")
class EventResource {

    /** What a stream shall carry. */
    record Topics(@Schema(required = true) @Nullable List<TopicWish> topics) {}

    /**
     * A topic.
     *
     * @param since the version that is known, for topics with versions
     */
    record TopicWish(@Schema(required = true) @Nullable String topic, Optional<Long> since) {}

    /** {@code stream.number}, as messages are numbered. */
    private static final Pattern EVENT_ID = Pattern.compile("([A-Za-z0-9_-]+)\\.(\\d{1,18})");

    private static final int LONGEST_TOPIC = 300;

    private final EventStreams streams;
    private final Caller caller;

    EventResource(EventStreams streams, Caller caller) {
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "openEvents",
            summary = "Opens a stream of events, or takes up a broken one by Last-Event-ID",
            description =
                    "The first event is named hello and holds {stream}. All others hold {topic, kind, data}, where"
                            + " kind is snapshot, change or gap.")
    @APIResponse(responseCode = "200", description = "The stream")
    public void openEvents(
            @PathParam("workspace") String workspace,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        Member member = caller.require(workspace, Action.LOOK, "what happens");
        Matcher last = EVENT_ID.matcher(lastEventId == null ? "" : lastEventId);
        Optional<EventStream> known =
                last.matches() ? streams.find(member, caller.session(), last.group(1)) : Optional.empty();
        long received = known.isPresent() ? Long.parseLong(last.group(2)) : 0;
        EventStream stream = known.orElseGet(() -> streams.open(member, caller.session()));
        Line line = new SseLine(sink, sse);
        response.closeHandler(_ -> stream.dead(line));
        sink.send(sse.newEventBuilder()
                .name("hello")
                .id(stream.id() + "." + received)
                .data("{\"stream\":\"" + stream.id() + "\"}")
                .build());
        stream.connect(line, received);
    }

    @PUT
    @Path("/{stream}/topics")
    @Operation(
            operationId = "setTopics",
            summary = "Sets what a stream carries; topics it carries already go on as they are")
    @APIResponse(responseCode = "204", description = "It carries them now")
    @APIResponse(responseCode = "404", description = "There is no such stream any more: open a new one")
    public Response setTopics(@PathParam("workspace") String workspace, @PathParam("stream") String id, Topics body) {
        Member member = caller.require(workspace, Action.LOOK, "what happens");
        List<TopicWish> wishes = Require.present(Require.present(body, "topics").topics(), "topics");
        Require.between(wishes.size(), "the number of topics", 0, EventStream.MOST_TOPICS);
        EventStream stream = streams.find(member, caller.session(), id)
                .orElseThrow(() -> Refused.notFound("events.unknown", "This event stream has ended. Open a new one"));
        stream.carry(wishes.stream().map(EventResource::wish).toList());
        return Response.noContent().build();
    }

    private static EventStream.Wish wish(TopicWish wish) {
        return new EventStream.Wish(
                Require.text(wish.topic(), "topic", LONGEST_TOPIC),
                wish.since().map(OptionalLong::of).orElse(OptionalLong.empty()));
    }
}
