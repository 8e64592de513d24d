package io.millrace.designer.deployments.host;

import io.millrace.designer.deployments.host.CoordinatorHost.Condition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a coordinator does not decide, or does not any more. */
@Readiness
class CoordinatorHealth implements HealthCheck {

    private final CoordinatorHosts hosts;

    CoordinatorHealth(CoordinatorHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("coordinator");
        boolean isAtWork = true;
        for (var entry : hosts.conditions().entrySet()) {
            isAtWork &= entry.getValue() == Condition.AT_WORK;
            response.withData(entry.getKey().toString(), words(entry.getValue()));
        }
        return response.status(isAtWork).build();
    }

    private static String words(Condition condition) {
        return switch (condition) {
            case WAITING -> "waits for the database";
            case AT_WORK -> "at work";
            case DEPOSED -> "another control plane has taken over; end one of the two";
            case ENDED -> "ended";
        };
    }
}
