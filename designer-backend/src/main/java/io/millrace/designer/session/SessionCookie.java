package io.millrace.designer.session;

import io.millrace.designer.DesignerSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The cookie that carries a session. Cookies do not know ports, so its name tells installations on one host apart. */
@Singleton
final class SessionCookie {

    private final String name;

    SessionCookie(DesignerSettings settings) {
        this.name = "millrace-" + settings.instance();
    }

    Optional<Secret> read(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(name)).map(cookie -> new Secret(cookie.getValue()));
    }

    NewCookie of(Secret session) {
        return cookie(session.value(), Sessions.SESSION_LIFE);
    }

    NewCookie gone() {
        return cookie("", Duration.ZERO);
    }

    private NewCookie cookie(String value, Duration life) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge((int) life.toSeconds())
                .build();
    }
}
