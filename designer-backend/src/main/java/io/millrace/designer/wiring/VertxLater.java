package io.millrace.designer.wiring;

import io.millrace.designer.events.Closing;
import io.millrace.designer.events.Later;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Timers of the process's event loop, whose work is done by its worker threads. */
@Singleton
final class VertxLater implements Later {

    private static final Logger LOG = Logger.getLogger(VertxLater.class);

    private final Vertx vertx;

    VertxLater(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Closing after(Duration delay, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> work(action));
        return () -> vertx.cancelTimer(timer);
    }

    private void work(Runnable action) {
        vertx.executeBlocking(
                        () -> {
                            action.run();
                            return true;
                        },
                        false)
                .onFailure(failure -> LOG.error("What was to be done later failed by a mistake of Millrace", failure));
    }
}
