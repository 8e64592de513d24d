package io.millrace.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a call of a function may be written. A template in which <code>{group}</code> stands for an argument of the group
 * (see {@link Argument#group}), <code>{same}</code> for another one of the first argument's type, and
 * {@code «DAY|HOUR»} for each of these words in turn: <code>EXTRACT(«YEAR|DAY» FROM {moment})</code>.
 *
 * @param function the name in the registry that is tried with it
 */
public record Shape(String function, String template) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9]+)}");
    private static final Pattern WORDS = Pattern.compile("«([^»]*)»");

    /** Every call: the product of words and arguments. */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (String text : spellings(template)) {
            List<String> groups = new ArrayList<>();
            Matcher places = PLACE.matcher(text);
            while (places.find()) {
                groups.add(places.group(1));
            }
            List<List<Argument>> tuples = new ArrayList<>();
            tuples(groups, new ArrayList<>(), tuples);
            tuples.forEach(tuple -> calls.add(new Call(function, text, tuple)));
        }
        return calls;
    }

    private static List<String> spellings(String text) {
        Matcher words = WORDS.matcher(text);
        if (!words.find()) {
            return List.of(text);
        }
        List<String> spellings = new ArrayList<>();
        for (String word : words.group(1).split("\\|")) {
            spellings.addAll(spellings(text.substring(0, words.start()) + word + text.substring(words.end())));
        }
        return spellings;
    }

    private static void tuples(List<String> groups, List<Argument> begun, List<List<Argument>> tuples) {
        if (begun.size() == groups.size()) {
            tuples.add(List.copyOf(begun));
            return;
        }
        String group = groups.get(begun.size());
        List<Argument> choices = group.equals("same") ? List.of(begun.getFirst()) : Argument.group(group);
        for (Argument choice : choices) {
            begun.add(choice);
            tuples(groups, begun, tuples);
            begun.removeLast();
        }
    }

    /**
     * A call over columns of certain types.
     *
     * @param template with one place left for each argument
     */
    public record Call(String function, String template, List<Argument> arguments) {

        /** The expression, with a nullable or a NOT NULL column for each argument. */
        public String sql(List<Boolean> nullable) {
            StringBuilder sql = new StringBuilder();
            Matcher places = PLACE.matcher(template);
            for (int i = 0; places.find(); i++) {
                String column = arguments.get(i).column(i, nullable.get(i)).name();
                places.appendReplacement(sql, Matcher.quoteReplacement(column));
            }
            return places.appendTail(sql).toString();
        }

        /** The expression over columns that may be NULL. */
        public String sql() {
            return sql(arguments.stream().map(argument -> true).toList());
        }
    }
}
