package io.millrace.designer.session;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Logs people in by a link, once each. */
@Singleton
public final class TestLogin {

    private final Sessions sessions;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    TestLogin(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The value of the cookie of somebody who is known. */
    public String cookie(String user) {
        return cookies.computeIfAbsent(
                user, name -> sessions.redeem(sessions.link(name)).orElseThrow().value());
    }
}
