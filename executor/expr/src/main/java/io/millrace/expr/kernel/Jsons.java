package io.millrace.expr.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON within texts, read token by token: a text is looked through once, to its end, without a tree of it, and is JSON or
 * not as a whole. Of a field that comes twice the last one counts. Nesting is bounded by the parser's 1,000 levels; what is
 * deeper is no JSON. Answers are those of SQL's {@code NULL ON EMPTY NULL ON ERROR}.
 */
public final class Jsons {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Jsons() {}

    /** The last path, compiled: a literal is compiled once. One thread. */
    public static final class Workspace {
        private final Utf8 last = new Utf8();
        private @Nullable JsonPath path;
        private boolean used;

        public Workspace() {}

        private @Nullable JsonPath compiled(Utf8 text) {
            if (!used || !last.equals(text)) {
                last.set(text.toBytes(), 0, text.length());
                used = true;
                try {
                    path = JsonPath.compile(text.toString());
                } catch (IllegalArgumentException e) {
                    path = null;
                }
            }
            return path;
        }
    }

    /** What is done with the value at a path. */
    private enum Wanted {
        SCALAR,
        STRUCTURE,
        EXISTENCE
    }

    /** One look through a text. */
    private static final class Search {
        private final JsonParser parser;
        private final JsonPath path;
        private final Wanted wanted;
        private boolean exists;
        private @Nullable String found;

        Search(JsonParser parser, JsonPath path, Wanted wanted) {
            this.parser = parser;
            this.path = path;
            this.wanted = wanted;
        }

        /** Reads the value that the parser stands at, {@code step} steps down the path. */
        void visit(int step) throws IOException {
            if (step == path.length()) {
                exists = parser.currentToken() != JsonToken.VALUE_NULL;
                take();
                return;
            }
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                String name = path.name(step);
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean matches = parser.currentName().equals(name);
                    parser.nextToken();
                    visitIf(matches, step);
                }
            } else if (token == JsonToken.START_ARRAY) {
                int index = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    visitIf(index++ == path.index(step), step);
                }
            }
        }

        private void visitIf(boolean matches, int step) throws IOException {
            if (matches) {
                exists = false;
                found = null;
                visit(step + 1);
            } else {
                parser.skipChildren();
            }
        }

        private void take() throws IOException {
            JsonToken token = parser.currentToken();
            if (token.isScalarValue()) {
                found = wanted == Wanted.SCALAR ? scalar(token) : null;
            } else if (wanted == Wanted.STRUCTURE) {
                found = copy();
            } else {
                parser.skipChildren();
            }
        }

        private @Nullable String scalar(JsonToken token) throws IOException {
            return switch (token) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_INT -> parser.getBigIntegerValue().toString();
                case VALUE_NUMBER_FLOAT -> parser.getDecimalValue().toString();
                default -> parser.getText();
            };
        }

        /** The array or object without the spaces between its tokens. */
        private String copy() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
                int depth = 0;
                do {
                    JsonToken token = parser.currentToken();
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                        out.writeNumber(parser.getDecimalValue());
                    } else {
                        out.copyCurrentEvent(parser);
                    }
                } while (depth > 0 && parser.nextToken() != null);
            }
            return bytes.toString(UTF_8);
        }
    }

    /** Looks the text through; null when it is no JSON. */
    private static @Nullable Search search(Utf8 json, @Nullable JsonPath path, Wanted wanted) {
        if (path == null) {
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(json.data(), json.start(), json.length())) {
            if (parser.nextToken() == null) {
                return null;
            }
            Search search = new Search(parser, path, wanted);
            search.visit(0);
            return search;
        } catch (IOException e) {
            return null;
        }
    }

    /** The scalar at the path as text; NULL when there is none. */
    public static void value(Utf8 json, Utf8 path, Workspace workspace, Utf8 out, NullFlag isNull) {
        set(search(json, workspace.compiled(path), Wanted.SCALAR), out, isNull);
    }

    /** The array or object at the path as JSON; NULL when there is none. */
    public static void query(Utf8 json, Utf8 path, Workspace workspace, Utf8 out, NullFlag isNull) {
        set(search(json, workspace.compiled(path), Wanted.STRUCTURE), out, isNull);
    }

    private static void set(@Nullable Search search, Utf8 out, NullFlag isNull) {
        if (search == null || search.found == null) {
            isNull.raise();
        } else {
            Texts.setString(search.found, out);
        }
    }

    /** Whether the text has a value at the path that is not null. */
    public static boolean exists(Utf8 json, Utf8 path, Workspace workspace) {
        Search search = search(json, workspace.compiled(path), Wanted.EXISTENCE);
        return search != null && search.exists;
    }

    /** Whether the text, the one element of the array, is JSON; NULL is none. */
    public static boolean isValue(@Nullable Object[] json) {
        return first(json) != null;
    }

    public static boolean isObject(@Nullable Object[] json) {
        return first(json) == JsonToken.START_OBJECT;
    }

    public static boolean isArray(@Nullable Object[] json) {
        return first(json) == JsonToken.START_ARRAY;
    }

    public static boolean isScalar(@Nullable Object[] json) {
        JsonToken first = first(json);
        return first != null && first.isScalarValue();
    }

    /** The first token of a text that is JSON, else null. */
    private static @Nullable JsonToken first(@Nullable Object[] values) {
        if (!(values[0] instanceof Utf8 json)) {
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(json.data(), json.start(), json.length())) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                parser.skipChildren();
                if (parser.nextToken() != null) {
                    return null;
                }
            }
            return first;
        } catch (IOException e) {
            return null;
        }
    }
}
