package io.millrace.designer.web;

import io.millrace.designer.DesignerSettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Serves the built user interface: its files, and its page for every address that the page itself makes sense of. Each is
 * looked up in the folder when it is asked for, so one that is built anew is there at once, and nothing outside of the folder
 * ever is.
 */
@ApplicationScoped
class UserInterface {

    private static final Logger LOG = Logger.getLogger(UserInterface.class);

    private static final String PAGE = "/index.html";

    /** The build puts a hash of the content into the names of these, so they never change. */
    private static final String HASHED = "/assets/";

    /** Before the REST endpoints, after {@link BrowserGuard}. */
    private static final int ORDER = -100;

    private final Optional<Path> folder;

    UserInterface(DesignerSettings settings) {
        this.folder = settings.ui().folder();
    }

    void register(@Observes Router router) {
        folder.ifPresent(built -> {
            if (!Files.exists(built.resolve("index.html"))) {
                LOG.warnf("There is no user interface in %s (millrace.ui.folder): it has no index.html", built);
            }
            // On the event loop: to look a name up takes microseconds, and the file is sent by the system.
            router.route().order(ORDER).handler(context -> serve(built, context));
        });
    }

    private static void serve(Path built, RoutingContext context) {
        HttpMethod method = context.request().method();
        boolean isReading = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        String path = context.normalizedPath();
        String name = isOfPage(path) ? PAGE : path;
        Optional<Path> file = isReading ? fileIn(built, name) : Optional.empty();
        if (file.isEmpty()) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", contentType(name));
        response.putHeader(
                "Cache-Control", name.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
        response.sendFile(file.get().toString()).onFailure(context::fail);
    }

    private static boolean isOfPage(String path) {
        return path.equals("/") || path.equals("/link") || path.equals("/w") || path.startsWith("/w/");
    }

    /** A file of this name; links are followed first, so that none leads out of the folder. */
    private static Optional<Path> fileIn(Path built, String name) {
        try {
            Path root = built.toRealPath();
            Path file = root.resolve(name.substring(1)).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String contentType(String name) {
        String type = MimeMapping.getMimeTypeForFilename(name);
        if (type == null) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") || type.endsWith("javascript") ? type + ";charset=utf-8" : type;
    }
}
