package io.millrace.designer.deployments.taps;

import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.deployments.host.CoordinatorHosts;
import io.millrace.designer.events.Broadcast;
import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Debounce;
import io.millrace.designer.events.Later;
import io.millrace.designer.events.Listener;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.TapRows;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All taps somebody looks at. Executors close a tap that nobody renews, so it is opened again and again while somebody looks,
 * which also opens it in the next attempt. Safe for several threads.
 */
@Singleton
public final class Taps {

    private static final int LIFE_MILLIS = 10_000;

    private static final Duration RENEW = Duration.ofSeconds(3);

    /** How often one tap is told: as fast as somebody can look, at a cost that does not grow with the stream. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final CoordinatorHosts hosts;
    private final Broadcast broadcast;
    private final Later later;
    private final Debounce<TapPlace> pace;

    /** Guarded by itself, as are the taps in it. */
    private final Map<TapPlace, OpenTap> open = new HashMap<>();

    Taps(CoordinatorHosts hosts, Broadcast broadcast, Later later) {
        this.hosts = hosts;
        this.broadcast = broadcast;
        this.later = later;
        this.pace = new Debounce<>(later, PAUSE);
    }

    /** Somebody begins to look. */
    Closing look(TapPlace place, Listener listener) {
        boolean isFirst;
        Optional<TapView> told;
        synchronized (open) {
            isFirst = !open.containsKey(place);
            OpenTap tap = open.computeIfAbsent(place, _ -> new OpenTap());
            tap.join();
            told = tap.told();
        }
        told.ifPresent(listener::snapshot);
        Closing closing = broadcast.join(place.workspace(), place.topic(), listener);
        if (isFirst) {
            renew(place);
        }
        return () -> {
            closing.close();
            leave(place);
        };
    }

    private void leave(TapPlace place) {
        synchronized (open) {
            OpenTap tap = open.get(place);
            if (tap == null || !tap.leave()) {
                return;
            }
            open.remove(place);
        }
        send(place, 0);
    }

    private void renew(TapPlace place) {
        synchronized (open) {
            if (!open.containsKey(place)) {
                return;
            }
        }
        send(place, LIFE_MILLIS);
        later.after(RENEW, () -> renew(place));
    }

    private void send(TapPlace place, int forMillis) {
        hosts.of(place.workspace()).tap(place.deployment(), place.node(), place.port(), forMillis);
    }

    /** Rows came up. Does not wait. */
    public void came(WorkspaceId workspace, ExecutorId executor, TapRows rows) {
        TapPlace place = new TapPlace(workspace, rows.fence().deployment(), rows.nodeId(), rows.port());
        synchronized (open) {
            OpenTap tap = open.get(place);
            if (tap == null) {
                return;
            }
            tap.take(executor, rows);
        }
        pace.soon(place, () -> tell(place));
    }

    private void tell(TapPlace place) {
        Optional<TapView> view;
        synchronized (open) {
            view = Optional.ofNullable(open.get(place)).map(OpenTap::tell);
        }
        view.ifPresent(rows -> broadcast.change(place.workspace(), place.topic(), rows));
    }
}
