package io.millrace.plan.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The type in a {@code CAST(… AS type)}, as written. */
record TypeSpelling(int start, int end, String text) {

    /** All of them; tokens in a type itself are not looked at. */
    static List<TypeSpelling> find(List<Token> tokens, String original) {
        List<TypeSpelling> found = new ArrayList<>();
        // For each open bracket whether it is that of a cast.
        Deque<Boolean> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol("(") || token.isSymbol("[")) {
                open.push(i > 0 && isCast(tokens.get(i - 1)));
            } else if ((token.isSymbol(")") || token.isSymbol("]")) && !open.isEmpty()) {
                open.pop();
            } else if (token.isWord("AS") && !open.isEmpty() && open.element()) {
                int end = endOfType(tokens, i + 1);
                if (end > i + 1) {
                    int from = tokens.get(i + 1).start();
                    int to = tokens.get(end - 1).end();
                    found.add(new TypeSpelling(from, to, original.substring(from, to)));
                }
                i = end - 1;
            }
        }
        return found;
    }

    private static boolean isCast(Token token) {
        return token.isWord("CAST") || token.isWord("TRY_CAST");
    }

    /** The index of the token that closes the cast. */
    private static int endOfType(List<Token> tokens, int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol("(")) {
                depth++;
            } else if (tokens.get(i).isSymbol(")") && depth-- == 0) {
                return i;
            }
        }
        return tokens.size();
    }
}
