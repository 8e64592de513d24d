package io.millrace.plan.sql;

import io.millrace.model.document.ParameterName;
import io.millrace.plan.PlanProblemCodes;
import io.millrace.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts an expression's text into tokens by the rules of Flink SQL: names are case-sensitive and quoted by backticks,
 * texts stand in single quotes, comments start with two hyphens or two slashes or stand between {@code /*} and
 * {@code *}{@code /}. It finds what the grammar could not name well, such as a quote that is never closed, and goes on
 * behind it.
 */
final class Lexer {

    private static final Pattern PARAMETER_NAME = Pattern.compile(ParameterName.PATTERN);

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]*");

    /** Operators of two characters; all others have one. */
    private static final List<String> LONG_SYMBOLS = List.of("<>", "<=", ">=", "!=", "||", "=>", "==", "&&", "::");

    private static final String SHORT_SYMBOLS = "+-*/%=<>()[],.|&^";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<ExpressionProblem> problems = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, and what is wrong with it. */
    record Tokens(List<Token> tokens, List<ExpressionProblem> problems) {}

    static Tokens lex(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return new Tokens(List.copyOf(lexer.tokens), List.copyOf(lexer.problems));
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (starts("--") || starts("//")) {
            while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
        } else if (starts("/*")) {
            comment();
        } else if (c == '\'') {
            string(at);
        } else if (c == '`') {
            quotedName();
        } else if (c == '$') {
            parameter();
        } else if (isWordStart(c)) {
            word();
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
        } else {
            symbol(c);
        }
    }

    private void comment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            problem(at, at + 2, "This comment is never closed; close it with `*/`", List.of());
            at = text.length();
        } else {
            at = end + 2;
        }
    }

    private void string(int start) {
        int end = closing('\'', at + 1);
        if (end < 0) {
            problem(
                    start,
                    text.length(),
                    "This text is never closed; close it with `'`, and write a quote inside of it twice",
                    List.of());
            at = text.length();
        } else {
            if (start < at) {
                checkBytes(start, end);
            }
            add(Kind.STRING, start, end);
        }
    }

    private void checkBytes(int start, int end) {
        String digits = text.substring(at + 1, end - 1);
        if (digits.length() % 2 != 0 || !HEXADECIMAL.matcher(digits).matches()) {
            problems.add(ExpressionProblem.at(
                    PlanProblemCodes.LITERAL_INVALID,
                    "Bytes are written as an even number of hexadecimal digits: X'0aff'",
                    start,
                    end));
        }
    }

    private void quotedName() {
        int end = closing('`', at + 1);
        if (end < 0) {
            problem(at, text.length(), "This name is never closed; close it with a backtick", List.of());
            at = text.length();
        } else if (end == at + 2) {
            problem(at, end, "A name between backticks cannot be empty", List.of());
            at = end;
        } else {
            add(Kind.QUOTED, at, end);
        }
    }

    /** Behind the closing quote, or -1; two quotes are one that does not close. */
    private int closing(char quote, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private void parameter() {
        int end = starts("${") ? text.indexOf('}', at) : -1;
        if (end < 0) {
            problem(
                    at,
                    at + 1,
                    "`$` starts a parameter: `${name}`. A name that holds it is quoted by backticks",
                    List.of());
            at++;
            return;
        }
        String name = text.substring(at + 2, end);
        if (PARAMETER_NAME.matcher(name).matches()) {
            add(Kind.PARAMETER, at, end + 1);
        } else {
            problem(at, end + 1, "`" + name + "` is not the name of a parameter", List.of());
            at = end + 1;
        }
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        boolean isPrefix = at < text.length() && text.charAt(at) == '\'';
        if (!isPrefix) {
            add(Kind.WORD, start, at);
            return;
        }
        String prefix = text.substring(start, at);
        if (!prefix.equalsIgnoreCase("X")) {
            // E'…', N'…' and _charset'…' are other databases' texts; the text itself is what was meant.
            int prefixEnd = at;
            problem(
                    start,
                    prefixEnd,
                    "A text has no prefix `" + prefix + "`; the only prefix is `X`, for bytes",
                    List.of(new Replacement("Leave it out", start, prefixEnd, "")));
        }
        string(start);
    }

    private void number() {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int digits = at + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            if (digits < text.length() && isDigit(text.charAt(digits))) {
                at = digits;
                digits();
            }
        }
        add(Kind.NUMBER, start, at);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void symbol(char c) {
        int start = at;
        for (String symbol : LONG_SYMBOLS) {
            if (starts(symbol)) {
                longSymbol(start, symbol);
                return;
            }
        }
        if (SHORT_SYMBOLS.indexOf(c) >= 0) {
            add(Kind.SYMBOL, start, start + 1);
        } else if (c == '"') {
            doubleQuotes();
        } else {
            int end = start + Character.charCount(text.codePointAt(start));
            String hint = c == '?' ? "; a value that a deployment gives is written `${name}`" : "";
            problem(
                    start,
                    end,
                    "`" + text.substring(start, end) + "` has no meaning in an expression" + hint,
                    List.of());
            at = end;
        }
    }

    private void longSymbol(int start, String symbol) {
        int end = start + symbol.length();
        switch (symbol) {
            case "==" ->
                problem(start, end, "Equality is written `=`", List.of(new Replacement("Write `=`", start, end, "=")));
            case "&&" ->
                problem(
                        start,
                        end,
                        "Conditions are joined by `AND`",
                        List.of(new Replacement("Write `AND`", start, end, " AND ")));
            case "::" -> problem(start, end, "A conversion is written `CAST(value AS TYPE)`", List.of());
            default -> {
                add(Kind.SYMBOL, start, end);
                return;
            }
        }
        at = end;
    }

    private void doubleQuotes() {
        int start = at;
        int end = closing('"', at + 1);
        if (end < 0) {
            problem(start, start + 1, "`\"` has no meaning in an expression; texts stand in `'`", List.of());
            at++;
            return;
        }
        String inner = text.substring(start + 1, end - 1).replace("\"\"", "\"");
        problem(
                start,
                end,
                "Double quotes have no meaning in an expression: texts stand in `'`, names in backticks",
                List.of(
                        new Replacement("Make it a text", start, end, "'" + inner.replace("'", "''") + "'"),
                        new Replacement("Make it a name", start, end, "`" + inner.replace("`", "``") + "`")));
        at = end;
    }

    private boolean starts(String symbol) {
        return text.startsWith(symbol, at);
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, start, end, text.substring(start, end)));
        at = end;
    }

    private void problem(int start, int end, String message, List<Replacement> fixes) {
        problems.add(ExpressionProblem.at(PlanProblemCodes.EXPRESSION_SYNTAX, message, start, end)
                .fixes(fixes));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || Character.isDigit(c);
    }
}
