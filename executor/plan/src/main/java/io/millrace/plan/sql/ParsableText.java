package io.millrace.plan.sql;

import io.millrace.model.type.DataType;
import io.millrace.model.type.SqlType;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An expression as Calcite's parser gets it: one line, each character at its place, so that every position the parser
 * names is a position in what the user wrote. Comments are blanks, a {@code ${parameter}} is a quoted name, and the type
 * of a CAST, whose Flink spelling the grammar does not know, is a name as long as the spelling.
 *
 * @param text what to parse
 * @param tokens what the user wrote, in pieces
 * @param parameters names of parameters by the place they start at
 * @param types types of casts by the place they start at
 * @param names names by the place they start at that the parser gets under another one
 * @param problems what is wrong already
 */
record ParsableText(
        String text,
        List<Token> tokens,
        Map<Integer, String> parameters,
        Map<Integer, SqlType> types,
        Map<Integer, String> names,
        List<ExpressionProblem> problems) {

    /** Words that Calcite's grammar reserves and Flink's does not. */
    private static final Set<String> UNRESERVED = Set.of("ASOF", "MATCH_CONDITION", "MEASURE", "UNSIGNED", "UUID");

    static ParsableText of(String original) {
        Lexer.Tokens lexed = Lexer.lex(original);
        List<Token> tokens = lexed.tokens();
        List<ExpressionProblem> problems = new ArrayList<>(lexed.problems());
        char[] out = new char[original.length()];
        Arrays.fill(out, ' ');
        Map<Integer, String> parameters = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            write(out, token);
            if (isUnreserved(token) || isRowCall(tokens, i)) {
                names.put(token.start(), token.text());
                out[token.start()] = '_';
            }
            if (token.kind() == Kind.PARAMETER) {
                parameters.put(
                        token.start(), token.text().substring(2, token.text().length() - 1));
            }
        }
        Map<Integer, SqlType> types = new HashMap<>();
        for (TypeSpelling spelling : TypeSpelling.find(tokens, original)) {
            replaceType(out, spelling, types, problems);
        }
        return new ParsableText(
                new String(out), tokens, Map.copyOf(parameters), Map.copyOf(types), Map.copyOf(names), problems);
    }

    private static boolean isUnreserved(Token token) {
        return token.kind() == Kind.WORD && UNRESERVED.contains(token.text().toUpperCase(Locale.ROOT));
    }

    /** ROW(…) is a function like others here: inside of its own ROW, Calcite 1.42 does not read a CASE. */
    private static boolean isRowCall(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        return token.kind() == Kind.WORD
                && token.text().equalsIgnoreCase("ROW")
                && index + 1 < tokens.size()
                && tokens.get(index + 1).isSymbol("(");
    }

    private static void write(char[] out, Token token) {
        String text =
                switch (token.kind()) {
                    case PARAMETER ->
                        "`$" + token.text().substring(2, token.text().length() - 1) + "`";
                    // What a text says is read from the original: a line break in it would shift positions.
                    case STRING -> token.text().replaceAll("[\\n\\r]", " ");
                    case QUOTED, WORD, NUMBER, SYMBOL -> token.text();
                };
        text.getChars(0, text.length(), out, token.start());
    }

    private static void replaceType(
            char[] out, TypeSpelling spelling, Map<Integer, SqlType> types, List<ExpressionProblem> problems) {
        try {
            DataType type = DataType.parse(spelling.text());
            if (!type.isNullable()) {
                problems.add(ExpressionProblem.at(
                        PlanProblemCodes.EXPRESSION_SYNTAX,
                        "A CAST keeps the nullability of its operand, so its type does not say NOT NULL",
                        spelling.start(),
                        spelling.end()));
            }
            types.put(spelling.start(), type.type());
        } catch (IllegalArgumentException invalid) {
            problems.add(ExpressionProblem.at(
                            PlanProblemCodes.TYPE_INVALID,
                            String.valueOf(invalid.getMessage()),
                            spelling.start(),
                            spelling.end())
                    .arg("type", spelling.text()));
        }
        Arrays.fill(out, spelling.start(), spelling.end(), 'T');
    }

    /** The token that starts at this place, or else the last one before it. */
    Token tokenAt(int start) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (tokens.get(middle).start() <= start) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return tokens.get(low);
    }
}
