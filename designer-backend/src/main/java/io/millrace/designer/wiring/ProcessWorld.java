package io.millrace.designer.wiring;

import io.millrace.coordinator.Clock;
import io.millrace.designer.deployments.ProcessName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What coordinators know of this process: its clocks and its name. */
@ApplicationScoped
class ProcessWorld {

    @Produces
    @Singleton
    Clock coordinatorsClock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long wallMicros() {
                return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            }
        };
    }

    @Produces
    @Singleton
    @Typed(SecureRandom.class)
    SecureRandom secretsOfTokens() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    ProcessName name() {
        return new ProcessName("pid " + ProcessHandle.current().pid() + " since " + Instant.now());
    }
}
