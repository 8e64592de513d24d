package io.millrace.designer.wiring;

import io.millrace.designer.session.Secret;
import io.millrace.designer.session.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

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
    Secrets secrets() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[Secret.BYTES];
            random.nextBytes(bytes);
            return Secret.of(bytes);
        };
    }
}
