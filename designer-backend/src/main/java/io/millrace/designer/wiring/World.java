package io.millrace.designer.wiring;

import io.millrace.designer.session.Secret;
import io.millrace.designer.session.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The clock and the dice of the process. */
@ApplicationScoped
class World {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Secrets secrets(RandomGenerator random) {
        return () -> {
            byte[] bytes = new byte[Secret.BYTES];
            random.nextBytes(bytes);
            return Secret.of(bytes);
        };
    }
}
