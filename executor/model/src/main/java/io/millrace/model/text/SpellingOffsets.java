package io.millrace.model.text;

/** Finds the character of a source text that an offset into a value's own text means. */
final class SpellingOffsets {

    private SpellingOffsets() {}

    static int find(TextSource source, SourceMap.Spot spot, int offset) {
        int found =
                switch (spot.style()) {
                    case PLAIN -> spot.start() + offset;
                    case JSON_STRING -> inQuotes(source.text(), spot, offset, '\\');
                    case SINGLE_QUOTED -> inQuotes(source.text(), spot, offset, '\'');
                    case LITERAL -> inBlock(source, spot, offset);
                    case OTHER -> spot.start();
                };
        return found <= spot.end() ? found : spot.start();
    }

    /** Walks over the quoted text; an escape is several characters of the source and one of the value. */
    private static int inQuotes(String text, SourceMap.Spot spot, int offset, char escape) {
        int at = spot.start() + 1;
        for (int i = 0; i < offset && at < spot.end(); i++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                // YAML folds lines inside quotes; the count is lost from here on.
                return spot.start();
            }
            if (c != escape || at + 1 >= spot.end()) {
                at++;
            } else if (escape == '\\' && !isShortEscape(text.charAt(at + 1))) {
                if (text.charAt(at + 1) != 'u') {
                    return spot.start();
                }
                at += 6;
            } else {
                at += 2;
            }
        }
        return at;
    }

    private static boolean isShortEscape(char c) {
        return "\"\\/bfnrt".indexOf(c) >= 0;
    }

    /** Lines of the value are lines of the source, each after the same indent, from the line below the header on. */
    private static int inBlock(TextSource source, SourceMap.Spot spot, int offset) {
        String text = source.text();
        int first = source.nextLine(spot.start());
        int indent = indent(source, first, spot.end());
        int line = first;
        int left = offset;
        while (line < spot.end()) {
            int next = source.nextLine(line);
            int content = Math.max(0, contentEnd(text, line, next) - line - indent);
            if (left <= content) {
                return Math.min(line + indent + left, spot.end());
            }
            left -= content + 1;
            line = next;
        }
        return spot.start();
    }

    private static int contentEnd(String text, int line, int next) {
        int end = next;
        while (end > line && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    private static int indent(TextSource source, int first, int end) {
        String text = source.text();
        for (int line = first; line < end; line = source.nextLine(line)) {
            int blanks = 0;
            while (line + blanks < end && text.charAt(line + blanks) == ' ') {
                blanks++;
            }
            boolean isBlank =
                    line + blanks >= end || text.charAt(line + blanks) == '\n' || text.charAt(line + blanks) == '\r';
            if (!isBlank) {
                return blanks;
            }
        }
        return 0;
    }
}
