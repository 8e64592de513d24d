package io.millrace.designer.web;

import io.millrace.designer.DesignerSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first to see every request, whatever its address. Lets in what names us as its {@code Host} (so no other site's name can
 * be pointed at us) and, where a browser says who asks, what our own pages ask; and gives every answer the headers that
 * keep a page to itself.
 */
@ApplicationScoped
class BrowserGuard {

    private static final int BEFORE_ALL_OTHERS = 10_000;

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Styles may be inline: the component library puts style elements into the page. Scripts may not. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private final List<String> furtherHosts;

    BrowserGuard(DesignerSettings settings) {
        this.furtherHosts = settings.http().hosts().orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::guard, BEFORE_ALL_OTHERS);
    }

    private void guard(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        HttpServerRequest request = context.request();
        Set<String> hosts = hosts(request);
        List<String> named = request.headers().getAll("Host");
        String host = String.join(", ", named);
        if (!hosts.contains(host)) {
            refuse(
                    context,
                    "host.foreign",
                    "This Millrace does not go by the name in Host: %s. Use %s, or name yours in millrace.http.hosts"
                            .formatted(
                                    host,
                                    "http://127.0.0.1:" + request.localAddress().port()));
        } else if (!isOurs(request, hosts)) {
            refuse(
                    context,
                    "origin.foreign",
                    "Only pages of this Millrace may ask for this: Origin has to be http://%s, or Sec-Fetch-Site same-origin"
                            .formatted(host));
        } else {
            context.next();
        }
    }

    private Set<String> hosts(HttpServerRequest request) {
        int port = request.localAddress().port();
        Set<String> hosts = new HashSet<>(furtherHosts);
        hosts.addAll(List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port));
        return hosts;
    }

    /** Reading without an origin is what a typed address does; changing something takes a proof that our page asks. */
    private static boolean isOurs(HttpServerRequest request, Set<String> hosts) {
        List<String> origins = request.headers().getAll("Origin");
        if (!origins.isEmpty()) {
            return origins.stream().allMatch(origin -> hosts.contains(withoutScheme(origin)));
        }
        return READING.contains(request.method()) || "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private static String withoutScheme(String origin) {
        if (origin.startsWith("http://")) {
            return origin.substring("http://".length());
        }
        return origin.startsWith("https://") ? origin.substring("https://".length()) : "";
    }

    private static void refuse(RoutingContext context, String code, String detail) {
        JsonObject body = new JsonObject()
                .put("title", StatusTitle.of(403))
                .put("status", 403)
                .put("code", code)
                .put("detail", detail);
        context.response()
                .setStatusCode(403)
                .putHeader("Content-Type", ErrorBody.MEDIA_TYPE)
                .end(body.encode());
    }
}
