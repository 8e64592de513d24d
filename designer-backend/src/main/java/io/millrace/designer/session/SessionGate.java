package io.millrace.designer.session;

import io.millrace.designer.web.Refused;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Stands before every endpoint that is not marked {@link WithoutSession}. */
final class SessionGate {

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Caller caller;

    SessionGate(Sessions sessions, SessionCookie cookie, Caller caller) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    void admit(ContainerRequestContext request, ResourceInfo endpoint) {
        if (endpoint.getResourceMethod().isAnnotationPresent(WithoutSession.class)) {
            return;
        }
        Session session = cookie.read(request.getCookies())
                .flatMap(sessions::find)
                .orElseThrow(() -> Refused.noSession(
                        "You are not logged in, or no longer. Open a new one-time link: ./millrace link prints one"));
        caller.is(session);
    }
}
