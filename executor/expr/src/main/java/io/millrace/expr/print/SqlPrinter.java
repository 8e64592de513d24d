package io.millrace.expr.print;

import io.millrace.expr.And;
import io.millrace.expr.Between;
import io.millrace.expr.Call;
import io.millrace.expr.Case;
import io.millrace.expr.Cast;
import io.millrace.expr.Coalesce;
import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import io.millrace.expr.In;
import io.millrace.expr.IsBoolean;
import io.millrace.expr.IsDistinctFrom;
import io.millrace.expr.IsNull;
import io.millrace.expr.Literal;
import io.millrace.expr.Not;
import io.millrace.expr.NullIf;
import io.millrace.expr.Or;
import io.millrace.expr.ParameterRef;
import io.millrace.expr.Syntax;
import io.millrace.expr.When;
import io.millrace.expr.value.PipelineZone;
import io.millrace.model.type.CharacterType;
import java.util.List;

/**
 * Writes a tree as Flink SQL: parentheses only where another tree would be read without them, names in backticks where
 * they are no plain words, parameters as <code>${name}</code>. Parsing and typing the text gives the same tree. One
 * exception: SQL has no literal of TIMESTAMP_LTZ; such a value, which only a resolved parameter can have, is written as
 * a CAST of local time in the pipeline's zone.
 */
public final class SqlPrinter {

    /** Operands of comparisons and tests stand in parentheses unless they bind tighter than all of those. */
    private static final int TIGHT = Syntax.BETWEEN_IN_LIKE + 1;

    private final StringBuilder out = new StringBuilder();
    private final PipelineZone zone;

    private SqlPrinter(PipelineZone zone) {
        this.zone = zone;
    }

    /** The text, in UTC. */
    public static String print(Expr expr) {
        return print(expr, PipelineZone.UTC);
    }

    /** The text, for a pipeline in this zone. */
    public static String print(Expr expr, PipelineZone zone) {
        SqlPrinter printer = new SqlPrinter(zone);
        printer.write(expr, 0);
        return printer.out.toString();
    }

    /** Writes what binds tighter than {@code minimum}, or as tight, without parentheses. */
    private void write(Expr expr, int minimum) {
        boolean enclosed = precedence(expr) < minimum;
        if (enclosed) {
            out.append('(');
        }
        writeBare(expr);
        if (enclosed) {
            out.append(')');
        }
    }

    private static int precedence(Expr expr) {
        return switch (expr) {
            case Or _ -> Syntax.OR;
            case And _ -> Syntax.AND;
            case Not not -> isInverted(not.operand()) ? precedence(not.operand()) : Syntax.NOT;
            case IsNull _, IsBoolean _ -> Syntax.IS;
            case IsDistinctFrom _ -> Syntax.COMPARISON;
            case In _, Between _ -> Syntax.BETWEEN_IN_LIKE;
            case Call call ->
                switch (call.function().syntax(call.args().size())) {
                    case Syntax.Plain _, Syntax.Bracketed _ -> Syntax.PRIMARY;
                    case Syntax.Infix infix -> infix.precedence();
                    case Syntax.Prefix prefix -> prefix.precedence();
                    case Syntax.Template template -> template.precedence();
                    case Syntax.PrimaryFirst first -> first.template().precedence();
                };
            case ColumnRef _, Literal _, ParameterRef _, Cast _, Case _, Coalesce _, NullIf _ -> Syntax.PRIMARY;
        };
    }

    /** Whether NOT has a place of its own within the operand's spelling. */
    private static boolean isInverted(Expr operand) {
        return switch (operand) {
            case IsNull _, IsBoolean _, IsDistinctFrom _, In _, Between _ -> true;
            case Call call -> isLike(call);
            default -> false;
        };
    }

    private static boolean isLike(Call call) {
        return call.function().name().equals("LIKE");
    }

    private void writeBare(Expr expr) {
        switch (expr) {
            case ColumnRef column -> out.append(TypePrinter.name(column.name()));
            case Literal literal -> out.append(LiteralPrinter.print(literal, zone));
            case ParameterRef parameter ->
                out.append("${").append(parameter.name()).append('}');
            case Or or -> writeChain(or.operands(), " OR ", Syntax.OR);
            case And and -> writeChain(and.operands(), " AND ", Syntax.AND);
            case Not not -> writeNot(not);
            case IsNull _, IsBoolean _, IsDistinctFrom _, In _, Between _ -> writeTest(expr, "");
            case Cast cast -> function(cast.safe() ? "TRY_CAST" : "CAST", List.of(cast.operand()), " AS " + type(cast));
            case Case choice -> writeCase(choice);
            case Coalesce coalesce -> function("COALESCE", coalesce.operands(), "");
            case NullIf nullIf -> function("NULLIF", nullIf.children(), "");
            case Call call -> writeCall(call);
        }
    }

    private static String type(Cast cast) {
        return TypePrinter.type(cast.type().type());
    }

    private void writeChain(List<Expr> operands, String between, int precedence) {
        for (int i = 0; i < operands.size(); i++) {
            out.append(i > 0 ? between : "");
            write(operands.get(i), precedence + 1);
        }
    }

    private void writeNot(Not not) {
        if (isInverted(not.operand())) {
            writeTest(not.operand(), "NOT ");
        } else {
            out.append("NOT ");
            write(not.operand(), Syntax.NOT);
        }
    }

    /** A test with {@code not} where its negation has it. */
    private void writeTest(Expr test, String not) {
        switch (test) {
            case IsNull isNull -> {
                write(isNull.operand(), TIGHT);
                out.append(" IS ").append(not).append("NULL");
            }
            case IsBoolean is -> {
                write(is.operand(), TIGHT);
                out.append(" IS ").append(not).append(is.value() ? "TRUE" : "FALSE");
            }
            case IsDistinctFrom distinct -> {
                write(distinct.left(), TIGHT);
                out.append(" IS ").append(not).append("DISTINCT FROM ");
                write(distinct.right(), TIGHT);
            }
            case In in -> {
                write(in.value(), TIGHT);
                out.append(' ').append(not).append("IN");
                function("", in.items(), "");
            }
            case Between between -> {
                write(between.value(), TIGHT);
                out.append(' ').append(not).append("BETWEEN ");
                write(between.low(), TIGHT);
                out.append(" AND ");
                write(between.high(), TIGHT);
            }
            case Call like -> {
                String template =
                        ((Syntax.Template) like.function().syntax(like.args().size())).text();
                writeTemplate(template.replace(" LIKE ", " " + not + "LIKE "), like.args());
            }
            default -> throw new IllegalArgumentException(test + " is no test");
        }
    }

    private void writeCase(Case choice) {
        out.append("CASE");
        for (When branch : choice.branches()) {
            out.append(" WHEN ");
            write(branch.condition(), 0);
            out.append(" THEN ");
            write(branch.result(), 0);
        }
        if (!Literal.isUntypedNull(choice.otherwise())) {
            out.append(" ELSE ");
            write(choice.otherwise(), 0);
        }
        out.append(" END");
    }

    private void function(String name, List<Expr> args, String end) {
        out.append(name).append(name.isEmpty() ? " (" : "(");
        for (int i = 0; i < args.size(); i++) {
            out.append(i > 0 ? ", " : "");
            write(args.get(i), 0);
        }
        out.append(end).append(')');
    }

    private void writeCall(Call call) {
        List<Expr> args = call.args();
        String name = call.function().name();
        switch (call.function().syntax(args.size())) {
            case Syntax.Plain _ -> function(name, args, "");
            case Syntax.Bracketed _ -> {
                int open = out.length() + name.length();
                function(name, args, "");
                out.setCharAt(open, '[');
                out.setCharAt(out.length() - 1, ']');
            }
            case Syntax.Infix(int precedence) -> {
                boolean comparison = precedence == Syntax.COMPARISON;
                write(args.get(0), comparison ? TIGHT : precedence);
                out.append(' ').append(name).append(' ');
                write(args.get(1), comparison ? TIGHT : precedence + 1);
            }
            case Syntax.Prefix(int precedence) -> {
                out.append(name);
                int operand = out.length();
                write(args.getFirst(), precedence);
                // Two signs in a row would begin a comment, and the parser takes both off a literal.
                if (out.charAt(operand) == '-') {
                    boolean isLiteral = args.getFirst() instanceof Literal;
                    String type = TypePrinter.type(args.getFirst().type().type());
                    out.insert(operand, isLiteral ? "CAST(" : "(");
                    out.append(isLiteral ? " AS " + type + ")" : ")");
                }
            }
            case Syntax.Template(String text, int _) -> writeTemplate(text, args);
            case Syntax.PrimaryFirst(var template, String alias) -> {
                if (precedence(args.getFirst()) == Syntax.PRIMARY) {
                    writeTemplate(template.text(), args);
                } else {
                    function(alias, args, "");
                }
            }
        }
    }

    /** Replaces {@code {n}} by an argument and {@code {word:n}} by the text of one. */
    private void writeTemplate(String template, List<Expr> args) {
        int position = 0;
        while (position < template.length()) {
            int open = template.indexOf('{', position);
            if (open < 0) {
                out.append(template, position, template.length());
                return;
            }
            int close = template.indexOf('}', open);
            String place = template.substring(open + 1, close);
            out.append(template, position, open);
            Expr arg = args.get(place.charAt(place.length() - 1) - '0');
            if (place.startsWith("word:")
                    && arg instanceof Literal(Object word, var type)
                    && type.type() instanceof CharacterType) {
                out.append(word);
            } else if (place.startsWith("name:") && arg instanceof Literal(Object name, var _)) {
                out.append(TypePrinter.name(String.valueOf(name)));
            } else {
                write(arg, place.startsWith("primary:") ? Syntax.PRIMARY : TIGHT);
            }
            position = close + 1;
        }
    }
}
