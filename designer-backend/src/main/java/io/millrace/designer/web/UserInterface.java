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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Serves the built user interface: its files, and its page for every address that the page itself makes sense of. The
 * files are listed once, so no address can lead out of the folder.
 */
@ApplicationScoped
class UserInterface {

    private static final Logger LOG = Logger.getLogger(UserInterface.class);

    private static final String PAGE = "/index.html";

    /** The build puts a hash of the content into the names of these, so they never change. */
    private static final String HASHED = "/assets/";

    /** Before the REST endpoints, after {@link BrowserGuard}. */
    private static final int ORDER = -100;

    private final Map<String, Path> files;

    UserInterface(DesignerSettings settings) {
        this.files = settings.ui().folder().map(UserInterface::list).orElse(Map.of());
    }

    private static Map<String, Path> list(Path folder) {
        if (!Files.exists(folder.resolve("index.html"))) {
            LOG.warnf("There is no user interface in %s (millrace.ui.folder): it has no index.html", folder);
            return Map.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .collect(Collectors.toUnmodifiableMap(
                            file -> "/" + folder.relativize(file).toString().replace('\\', '/'), Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException("The user interface in " + folder + " cannot be listed", e);
        }
    }

    void register(@Observes Router router) {
        if (!files.isEmpty()) {
            router.route().order(ORDER).handler(this::serve);
        }
    }

    private void serve(RoutingContext context) {
        HttpMethod method = context.request().method();
        boolean isReading = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        Optional<String> name = isReading ? file(context.normalizedPath()) : Optional.empty();
        if (name.isEmpty()) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", contentType(name.get()));
        response.putHeader(
                "Cache-Control", name.get().startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
        response.sendFile(String.valueOf(files.get(name.get()))).onFailure(context::fail);
    }

    private Optional<String> file(String path) {
        if (files.containsKey(path)) {
            return Optional.of(path);
        }
        boolean isOfPage = path.equals("/") || path.equals("/link") || path.equals("/w") || path.startsWith("/w/");
        return isOfPage ? Optional.of(PAGE) : Optional.empty();
    }

    private static String contentType(String name) {
        String type = MimeMapping.getMimeTypeForFilename(name);
        if (type == null) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") || type.endsWith("javascript") ? type + ";charset=utf-8" : type;
    }
}
