package io.millrace.plan.sql;

import io.millrace.model.problem.TextRange;
import io.millrace.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Where in the text a part of the parser's tree stands. The parser counts columns from 1 and sees a single line. */
final class TextPlaces {

    private TextPlaces() {}

    static int start(SqlNode node) {
        return Math.max(0, node.getParserPosition().getColumnNum() - 1);
    }

    /** The first code unit behind it. */
    static int end(SqlNode node) {
        return Math.max(start(node), node.getParserPosition().getEndColumnNum());
    }

    /** Where it stands. */
    static TextRange range(SqlNode node) {
        return new TextRange(start(node), end(node));
    }

    /** The names between the dots, as they are written. */
    static List<String> names(SqlIdentifier name, ParsableText source) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < name.names.size(); i++) {
            int start = Math.max(0, name.getComponentParserPosition(i).getColumnNum() - 1);
            names.add(source.names().getOrDefault(start, name.names.get(i)));
        }
        return names;
    }

    /**
     * What a literal in quotes says.
     *
     * @throws IllegalArgumentException when it is written in a way that expressions do not know
     */
    static String text(SqlNode literal, ParsableText source) {
        Token token = source.tokenAt(start(literal));
        if (token.kind() != Kind.STRING) {
            throw new IllegalArgumentException("A text stands in single quotes, without a prefix");
        }
        int quote = token.text().indexOf('\'');
        return token.text().substring(quote + 1, token.text().length() - 1).replace("''", "'");
    }

    /** Whether a call is written as a name and brackets. */
    static boolean isNamedCall(SqlCall call, ParsableText source) {
        Token token = source.tokenAt(start(call));
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }

    /** How long the piece at this place is. */
    static int nameLength(int start, ParsableText source) {
        return source.tokenAt(start).text().length();
    }
}
