package io.millrace.plan.sql;

/**
 * A piece of an expression's text, in UTF-16 code units; {@code end} is the first one behind it.
 *
 * @param text the piece as written
 */
record Token(Kind kind, int start, int end, String text) {

    /** What a piece is. */
    enum Kind {
        /** A name or a keyword. */
        WORD,
        /** A name in backticks. */
        QUOTED,
        /** A literal in single quotes, with its prefix. */
        STRING,
        /** A number without sign. */
        NUMBER,
        /** An operator, a bracket, a comma or a dot. */
        SYMBOL,
        /** {@code ${name}}. */
        PARAMETER
    }

    /** Whether this is the given operator or bracket. */
    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether this is the given word, which is written in upper case here and in any case by people. */
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
