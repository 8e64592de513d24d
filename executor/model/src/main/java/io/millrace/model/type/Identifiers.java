package io.millrace.model.type;

import java.util.regex.Pattern;

/** How names are written in SQL text: case-sensitive, in backticks when they are not plain words. */
public final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Identifiers() {}

    /**
     * The name as a type's spelling carries it: bare when it is a plain word, else in backticks with inner backticks
     * doubled. Expression text quotes reserved words as well; that is the printer's business.
     */
    public static String quote(String name) {
        return PLAIN.matcher(name).matches() ? name : alwaysQuoted(name);
    }

    /** The name in backticks, inner backticks doubled. */
    public static String alwaysQuoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
