package io.millrace.expr;

/** How a call is written. */
public sealed interface Syntax {

    /** {@code NAME(a, b)}. */
    record Plain() implements Syntax {}

    /** {@code a NAME b}, read from the left. */
    record Infix(int precedence) implements Syntax {}

    /** {@code NAME a}. */
    record Prefix(int precedence) implements Syntax {}

    /**
     * A spelling of its own: {@code {0}} stands for the first argument, {@code {word:0}} for a first argument that is a
     * keyword, which is a text literal in the tree.
     */
    record Template(String text, int precedence) implements Syntax {}

    /** Precedences, higher binds tighter; those of Calcite's parser, which reads the text back. */
    int OR = 22;

    int AND = 24;
    int NOT = 26;
    int IS = 28;
    int COMPARISON = 30;
    int BETWEEN_IN_LIKE = 32;
    int SUM = 40;
    int PRODUCT = 60;
    int SIGN = 80;
    int PRIMARY = 100;
}
