package io.millrace.expr;

/** How a call is written. */
public sealed interface Syntax {

    /** {@code NAME(a, b)}. */
    record Plain() implements Syntax {}

    /** {@code NAME[a, b]}. */
    record Bracketed() implements Syntax {}

    /** {@code a NAME b}, read from the left. */
    record Infix(int precedence) implements Syntax {}

    /** {@code NAME a}. */
    record Prefix(int precedence) implements Syntax {}

    /**
     * A spelling of its own: {@code {0}} stands for the first argument, {@code {word:0}} for a first argument that is a
     * keyword, which is a text literal in the tree, {@code {name:1}} for one that is a name, and {@code {primary:0}} for one
     * that stands in parentheses unless it is a name, a call or a literal.
     */
    record Template(String text, int precedence) implements Syntax {}

    /**
     * As the template where the first argument is a name, a literal or a call: the grammar takes nothing else there, not
     * even in parentheses. With any other first argument it is {@code ALIAS(a, b)}.
     */
    record PrimaryFirst(Template template, String alias) implements Syntax {}

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
