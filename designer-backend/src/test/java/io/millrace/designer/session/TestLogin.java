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

    /** The value of the cookie of a session that nobody else has. */
    public String anew(String user) {
        return sessions.redeem(sessions.link(user)).orElseThrow().value();
    }

    /** The value of the cookie of somebody who is known. */
    public String cookie(String user) {
        return cookies.compute(user, (name, known) -> {
            // Another test may have let the session's life pass.
            boolean isGood = known != null && sessions.find(new Secret(known)).isPresent();
            return isGood ? known : anew(name);
        });
    }
}
