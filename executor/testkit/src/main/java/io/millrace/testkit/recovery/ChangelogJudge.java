package io.millrace.testkit.recovery;

import io.millrace.columns.Change;
import io.millrace.testkit.cluster.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No row is taken back that is not there, and in the end just those are there that should be. */
final class ChangelogJudge implements Judge {

    private final Map<List<Long>, Integer> expected = new HashMap<>();
    private final Map<List<Long>, Integer> there = new HashMap<>();

    /** @param expected all rows of the answer */
    ChangelogJudge(List<List<Long>> expected) {
        expected.forEach(row -> this.expected.merge(row, 1, Integer::sum));
    }

    @Override
    public void visible(List<OutRow> rows, long checkpoint) {
        for (OutRow row : rows) {
            OutRow.Made made = (OutRow.Made) row;
            boolean isAddition = Change.isAddition(made.change());
            if (!isAddition && !there.containsKey(made.values())) {
                throw new Violation(
                        made.values() + " is taken back with checkpoint " + checkpoint + " and was not there");
            }
            there.merge(
                    made.values(), isAddition ? 1 : -1, (before, more) -> before + more == 0 ? null : before + more);
        }
    }

    @Override
    public void beginAgain() {
        there.clear();
    }

    @Override
    public void allIsVisible() {
        List<String> wrong = new ArrayList<>();
        expected.forEach((row, count) -> {
            if (!there.getOrDefault(row, 0).equals(count)) {
                wrong.add(row + " is there " + there.getOrDefault(row, 0) + " times instead of " + count);
            }
        });
        there.forEach((row, count) -> {
            if (!expected.containsKey(row)) {
                wrong.add(row + " is there " + count + " times and should not be");
            }
        });
        if (!wrong.isEmpty()) {
            throw new Violation("Of " + expected.size() + " rows " + wrong.size() + " are wrong: "
                    + String.join("; ", wrong.subList(0, Math.min(5, wrong.size()))));
        }
    }
}
