package io.millrace.designer.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags: {@code "12"}. */
public final class EntityTags {

    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTags() {}

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that a client says it means.
     *
     * @param header {@code If-Match} as it came
     * @throws Refused with 428 without one, with 400 if it is not the tag of a version
     */
    public static long require(@Nullable String header) {
        if (header == null) {
            throw Refused.preconditionMissing(
                    "Say which version you mean in the header If-Match, as the ETag of what you read: If-Match: \"12\"");
        }
        Matcher matcher = VERSION.matcher(header.strip());
        if (!matcher.matches()) {
            throw Refused.badRequest(
                    "precondition.unreadable",
                    "If-Match is %s; it has to be one ETag, such as \"12\"".formatted(header));
        }
        return Long.parseLong(matcher.group(1));
    }
}
