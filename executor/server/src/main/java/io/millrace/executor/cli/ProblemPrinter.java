package io.millrace.executor.cli;

import io.millrace.model.problem.Problem;
import io.millrace.model.problem.TextPosition;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Problems as text for a terminal: where, what, the line itself, and ways out. */
final class ProblemPrinter {

    /** A longer line is shown around the place only. */
    private static final int MOST_SHOWN = 110;

    private final Path file;
    private final List<String> lines;
    private final PrintWriter out;

    /**
     * @param text the file's bytes
     */
    ProblemPrinter(Path file, byte[] text, PrintWriter out) {
        this.file = file;
        this.lines = new String(text, StandardCharsets.UTF_8).lines().toList();
        this.out = out;
    }

    void print(List<Problem> problems) {
        problems.forEach(this::print);
        long errors = problems.stream().filter(Problem::isError).count();
        long others = problems.size() - errors;
        out.println(
                problems.isEmpty()
                        ? "No problems."
                        : counted(errors, "error") + ", " + counted(others, "other problem") + ".");
        out.flush();
    }

    private void print(Problem problem) {
        out.print(file);
        problem.position().ifPresent(place -> out.print(":" + place.line() + ":" + place.column()));
        out.print(": " + problem.severity().name().toLowerCase(Locale.ROOT));
        problem.nodeId().ifPresent(node -> out.print(" in node " + node));
        problem.fieldPath().ifPresent(path -> out.print(", " + path));
        problem.range().ifPresent(range -> out.print(" [" + range.start() + "-" + range.end() + "]"));
        out.println(": " + problem.message() + " (" + problem.code() + ")");
        problem.position()
                .ifPresent(place -> excerpt(
                        place,
                        problem.range()
                                .map(range -> range.end() - range.start())
                                .orElse(1)));
        problem.fixes().forEach(fix -> out.println("    fix: " + fix.label()));
    }

    /** The line of the file, and marks below the place. */
    private void excerpt(TextPosition place, int length) {
        if (place.line() > lines.size()) {
            return;
        }
        String line = lines.get(place.line() - 1).replace('\t', ' ');
        int column = Math.min(place.column() - 1, line.length());
        int from = column < MOST_SHOWN - 20 ? 0 : column - 20;
        String shown = line.substring(from, Math.min(line.length(), from + MOST_SHOWN));
        int marks = Math.clamp(length, 1, Math.max(1, shown.length() - (column - from)));
        out.println("    " + shown);
        out.println("    " + " ".repeat(column - from) + "^".repeat(marks));
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
