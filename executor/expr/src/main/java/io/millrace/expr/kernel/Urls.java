package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.Utf8;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parts of URLs, read as leniently as {@code java.net.URL} does: {@code scheme://user@host:port/path?query#ref}, with
 * whatever characters in between. Nothing is looked up and nothing connected to.
 */
public final class Urls {

    private Urls() {}

    /** The last URL that was read, for a query that asks for several parts. One thread. */
    public static final class Workspace {
        private final Utf8 last = new Utf8();
        private @Nullable Url url;
        private boolean used;

        public Workspace() {}

        private @Nullable Url read(Utf8 text) {
            if (!used || !last.equals(text)) {
                last.set(text.toBytes(), 0, text.length());
                used = true;
                url = Url.read(text.toString().strip());
            }
            return url;
        }
    }

    private record Url(
            String protocol,
            @Nullable String authority,
            @Nullable String userInfo,
            String host,
            String path,
            @Nullable String query,
            @Nullable String ref) {

        static @Nullable Url read(String text) {
            int colon = text.indexOf(':');
            if (colon <= 0 || !isScheme(text.substring(0, colon))) {
                return null;
            }
            String rest = text.substring(colon + 1);
            int hash = rest.indexOf('#');
            String ref = hash < 0 ? null : rest.substring(hash + 1);
            rest = hash < 0 ? rest : rest.substring(0, hash);
            int question = rest.indexOf('?');
            String query = question < 0 ? null : rest.substring(question + 1);
            rest = question < 0 ? rest : rest.substring(0, question);
            if (!rest.startsWith("//")) {
                return new Url(text.substring(0, colon), null, null, "", rest, query, ref);
            }
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            int at = authority.indexOf('@');
            String host = authority.substring(at + 1);
            int port = host.indexOf(':', Math.max(0, host.indexOf(']')));
            if (port >= 0 && !host.substring(port + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            return new Url(
                    text.substring(0, colon),
                    authority,
                    at < 0 ? null : authority.substring(0, at),
                    port < 0 ? host : host.substring(0, port),
                    slash < 0 ? "" : rest.substring(slash),
                    query,
                    ref);
        }

        private static boolean isScheme(String text) {
            return Character.isLetter(text.charAt(0))
                    && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '+' || c == '-');
        }

        @Nullable
        String part(String name) {
            return switch (name) {
                case "HOST" -> host;
                case "PATH" -> path;
                case "QUERY" -> query;
                case "REF" -> ref;
                case "PROTOCOL" -> protocol.toLowerCase(Locale.ROOT);
                case "FILE" -> query == null ? path : path + "?" + query;
                case "AUTHORITY" -> authority;
                case "USERINFO" -> userInfo;
                default -> null;
            };
        }
    }

    /** A part of a URL; NULL when it has none or is none. */
    public static void parseUrl(Utf8 url, Utf8 part, Workspace workspace, Utf8 out, NullFlag isNull) {
        Url read = workspace.read(url);
        set(read == null ? null : read.part(part.toString()), out, isNull);
    }

    /** The value of a key in the query of a URL; NULL for other parts than the query. */
    public static void parseUrl(Utf8 url, Utf8 part, Utf8 key, Workspace workspace, Utf8 out, NullFlag isNull) {
        Url read = workspace.read(url);
        String query = read == null || !part.toString().equals("QUERY") ? null : read.query();
        String start = key + "=";
        String found = null;
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(start)) {
                found = pair.substring(start.length());
                break;
            }
        }
        set(found, out, isNull);
    }

    private static void set(@Nullable String value, Utf8 out, NullFlag isNull) {
        if (value == null) {
            isNull.raise();
        } else {
            Texts.setString(value, out);
        }
    }
}
