package io.millrace.model.document;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The check that all id and name types make. */
final class Spelling {

    private static final int LONGEST_SHOWN = 80;

    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private Spelling() {}

    static void require(String pattern, String text, String owner, String words) {
        if (!COMPILED.computeIfAbsent(pattern, Pattern::compile).matcher(text).matches()) {
            String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
            throw new IllegalArgumentException("`" + shown + "` cannot name " + owner + "; write " + words);
        }
    }
}
