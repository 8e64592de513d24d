package io.millrace.plan.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference between two lists of operators: the lines that went and came, and between them those of operators that
 * stay.
 *
 * <pre>
 *   + calc late
 *   +   filter: delay &gt; 15
 *     calc rename
 *   - calc late
 *   -   filter: d &gt; 15
 * </pre>
 */
final class LineDiff {

    /** Pairs of lines to compare; beyond, which only plans of thousands of nodes reach, all lines went and came. */
    private static final long MOST_PAIRS = 4_000_000;

    /**
     * A line.
     *
     * @param depth 0 for an operator, then what belongs to it
     */
    record Line(int depth, String text) {}

    private final TextPage page;
    private final List<Line> owners = new ArrayList<>();

    private LineDiff(TextPage page) {
        this.page = page;
    }

    static void print(List<ExplainedOperator> before, List<ExplainedOperator> after, TextPage page) {
        new LineDiff(page).print(lines(before), lines(after));
    }

    private static List<Line> lines(List<ExplainedOperator> operators) {
        List<Line> lines = new ArrayList<>();
        for (ExplainedOperator operator : operators) {
            lines.add(new Line(0, operator.title()));
            for (ExplainedOperator.Fact fact : operator.facts()) {
                if (fact.lines().size() == 1) {
                    lines.add(new Line(1, fact.toString()));
                } else {
                    lines.add(new Line(1, fact.label() + ":"));
                    fact.lines().forEach(line -> lines.add(new Line(2, line)));
                }
            }
        }
        return lines;
    }

    /** Follows a longest common subsequence. */
    private void print(List<Line> before, List<Line> after) {
        if ((long) before.size() * after.size() > MOST_PAIRS) {
            before.forEach(line -> print('-', line));
            after.forEach(line -> print('+', line));
            return;
        }
        int[][] common = common(before, after);
        int atBefore = 0;
        int atAfter = 0;
        while (atBefore < before.size() || atAfter < after.size()) {
            boolean areLeft = atBefore < before.size() && atAfter < after.size();
            if (areLeft && before.get(atBefore).equals(after.get(atAfter))) {
                keep(before.get(atBefore++));
                atAfter++;
            } else if (atAfter == after.size()
                    || (areLeft && common[atBefore + 1][atAfter] >= common[atBefore][atAfter + 1])) {
                change('-', before.get(atBefore++));
            } else {
                change('+', after.get(atAfter++));
            }
        }
    }

    /** The length of the longest common subsequence of what is left from each pair of positions. */
    private static int[][] common(List<Line> before, List<Line> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int b = before.size() - 1; b >= 0; b--) {
            for (int a = after.size() - 1; a >= 0; a--) {
                common[b][a] = before.get(b).equals(after.get(a))
                        ? common[b + 1][a + 1] + 1
                        : Math.max(common[b + 1][a], common[b][a + 1]);
            }
        }
        return common;
    }

    /** Operators that stay are shown in any case: what moves, moves past them. */
    private void keep(Line line) {
        owners.removeIf(owner -> owner.depth() >= line.depth());
        if (line.depth() == 0) {
            print(' ', line);
        } else {
            owners.add(line);
        }
    }

    private void change(char sign, Line line) {
        owners.removeIf(owner -> owner.depth() >= line.depth());
        owners.forEach(owner -> print(' ', owner));
        owners.clear();
        print(sign, line);
    }

    private void print(char sign, Line line) {
        String indent = "  ".repeat(line.depth());
        page.line("    " + sign + " " + indent, "      " + indent, line.text());
    }
}
