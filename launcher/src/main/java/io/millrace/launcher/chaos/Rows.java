package io.millrace.launcher.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a sink wrote, as a multiset: of an append sink its lines, of a changelog what is left when insertions add a row and
 * deletions take one. The order of lines is nobody's promise, and neither is which file of a folder has a line. Rows stand for
 * themselves by the first 64 bits of their SHA-256, so millions fit the launcher's small heap.
 */
final class Rows {

    /** The change column of the pipelines here; it is the first. */
    private static final Pattern CHANGE = Pattern.compile("^\\{\"change\":\"([+-][IUD])\",?");

    private static final int EXAMPLES = 5;

    private final Path place;
    private final Map<Long, Integer> counts = new HashMap<>();
    private long lines;

    private Rows(Path place) {
        this.place = place;
    }

    /**
     * Reads a file, or all files of a folder. Rows that add up to nothing are gone.
     *
     * @throws IOException when nothing is there
     */
    static Rows read(Path place) throws IOException {
        Rows rows = new Rows(place);
        MessageDigest digest = sha256();
        eachRow(place, (row, sign) -> {
            rows.lines++;
            rows.counts.merge(hash(digest, row), sign, (before, more) -> before + more == 0 ? null : before + more);
        });
        return rows;
    }

    /** How many lines were read. */
    long lines() {
        return lines;
    }

    /** How many rows are left, each as often as it is there. */
    long size() {
        return counts.values().stream().mapToLong(Math::abs).sum();
    }

    /** A difference between two results: how many rows, and some of them. */
    record Difference(long rows, List<String> examples) {}

    /** What differs from the right result: a row that is there twice too often counts twice. */
    Difference differenceFrom(Rows right) throws IOException {
        Map<Long, Integer> surplus = new HashMap<>(counts);
        right.counts.forEach((hash, count) ->
                surplus.merge(hash, -count, (before, more) -> before + more == 0 ? null : before + more));
        List<String> examples = new ArrayList<>();
        if (!surplus.isEmpty()) {
            Map<Long, Integer> unnamed = new HashMap<>(surplus);
            name(place, unnamed, examples);
            name(right.place, unnamed, examples);
        }
        return new Difference(surplus.values().stream().mapToLong(Math::abs).sum(), examples);
    }

    private static void name(Path place, Map<Long, Integer> unnamed, List<String> examples) throws IOException {
        MessageDigest digest = sha256();
        eachRow(place, (row, _) -> {
            if (examples.size() < EXAMPLES) {
                Integer count = unnamed.remove(hash(digest, row));
                if (count != null) {
                    examples.add("%+d × {%s".formatted(count, row));
                }
            }
        });
    }

    @FunctionalInterface
    private interface RowConsumer {

        /** @param sign 1 for a row that comes, -1 for one that goes */
        void accept(String row, int sign);
    }

    private static void eachRow(Path place, RowConsumer consumer) throws IOException {
        try (Stream<Path> files = Files.isDirectory(place) ? Files.list(place) : Stream.of(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        Matcher change = CHANGE.matcher(line);
                        if (change.lookingAt()) {
                            String kind = change.group(1);
                            consumer.accept(
                                    line.substring(change.end()), kind.equals("+I") || kind.equals("+U") ? 1 : -1);
                        } else {
                            consumer.accept(line.isEmpty() ? line : line.substring(1), 1);
                        }
                    }
                }
            }
        }
    }

    private static long hash(MessageDigest digest, String row) {
        return ByteBuffer.wrap(digest.digest(row.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
