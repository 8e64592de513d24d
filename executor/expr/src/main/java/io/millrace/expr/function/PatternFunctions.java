package io.millrace.expr.function;

import static io.millrace.expr.function.Signature.BIGINT;
import static io.millrace.expr.function.Signature.TEXT;
import static io.millrace.model.type.CharacterType.STRING;

import io.millrace.expr.Category;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.kernel.Regexes;
import io.millrace.model.type.ArrayType;
import io.millrace.model.type.ScalarType;
import java.util.List;

/** Functions with a regular expression, in the syntax of RE2/J. */
final class PatternFunctions {

    private static final String LINEAR = "Patterns are those of RE2/J, which take linear time: no look-around and no"
            + " back-references. A literal pattern that is wrong is a problem at check";

    private PatternFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                pattern("REGEXP", 2)
                        .signature("REGEXP(text, pattern) → BOOLEAN")
                        .meaning("Whether the pattern is found in the text; an empty one and a wrong one are not")
                        .example("REGEXP('foobar', 'o+b')", "TRUE")
                        .resolvedBy(checked(
                                Signature.of(TEXT, TEXT).answers(ScalarType.BOOLEAN, Regexes.class, "matches"))),
                pattern("REGEXP_EXTRACT", 3)
                        .args(2, 3)
                        .signature("REGEXP_EXTRACT(text, pattern [, group]) → STRING")
                        .meaning("What the group of the pattern, or all of it for 0 and unless given, finds first; NULL"
                                + " when it finds nothing, there is no such group or the pattern is wrong")
                        .example("REGEXP_EXTRACT('foothebar', 'foo(.*?)(bar)', 2)", "bar")
                        .example("REGEXP_EXTRACT('id=42', '[0-9]+')", "42")
                        .example("REGEXP_EXTRACT('none', '[0-9]+')", "NULL")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT, BIGINT)
                                .answers(STRING, Regexes.class, "extract")
                                .orNull())),
                pattern("REGEXP_EXTRACT_ALL", 3)
                        .args(2, 3)
                        .signature("REGEXP_EXTRACT_ALL(text, pattern [, group]) → ARRAY<STRING>")
                        .meaning(
                                "What the group, the first unless given, finds each time the pattern is found; NULL when"
                                        + " there is no such group or the pattern is wrong")
                        .example("REGEXP_EXTRACT_ALL('a1b22', '[a-z]([0-9]+)')", "[1, 22]")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT, BIGINT)
                                .answers(new ArrayType(STRING.nullable()), Regexes.class, "extractAll")
                                .orNull())),
                pattern("REGEXP_REPLACE", 3)
                        .signature("REGEXP_REPLACE(text, pattern, replacement) → STRING")
                        .meaning(
                                "The text with everything the pattern finds replaced by the last text as it stands, $ and"
                                        + " all; NULL when the pattern is wrong")
                        .example("REGEXP_REPLACE('foobar', 'oo|ar', '')", "fb")
                        .example("REGEXP_REPLACE('a1b22', '[0-9]+', '$')", "a$b$")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT, TEXT)
                                .answers(STRING, Regexes.class, "replace")
                                .orNull())),
                pattern("REGEXP_COUNT", 2)
                        .signature("REGEXP_COUNT(text, pattern) → INT")
                        .meaning("How often the pattern is found; NULL when it is wrong")
                        .example("REGEXP_COUNT('a1b22', '[0-9]+')", "2")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT)
                                .answers(ScalarType.INT, Regexes.class, "count")
                                .orNull())),
                pattern("REGEXP_INSTR", 2)
                        .signature("REGEXP_INSTR(text, pattern) → INT")
                        .meaning(
                                "At which character the pattern is first found, counted from 1; 0 when nowhere, NULL when"
                                        + " it is wrong")
                        .example("REGEXP_INSTR('ab12', '[0-9]')", "3")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT)
                                .answers(ScalarType.INT, Regexes.class, "position")
                                .orNull())),
                pattern("REGEXP_SUBSTR", 2)
                        .signature("REGEXP_SUBSTR(text, pattern) → STRING")
                        .meaning("What the pattern finds first; NULL when it finds nothing or is wrong")
                        .example("REGEXP_SUBSTR('ab12', '[0-9]+')", "12")
                        .resolvedBy(checked(Signature.of(TEXT, TEXT)
                                .answers(STRING, Regexes.class, "extract")
                                .orNull())));
    }

    private static ScalarFunction.Builder pattern(String name, int args) {
        return ScalarFunction.named(name, Category.TEXT).args(args).difference(LINEAR);
    }

    private static Signature checked(Signature signature) {
        return signature.with(Regexes.Workspace.class).checking(1, Regexes::compile);
    }
}
