package io.millrace.benchmarks.state;

import io.millrace.columns.KeyGroupRange;
import io.millrace.spi.checkpoint.OperatorSnapshot;
import io.millrace.spi.checkpoint.OperatorSnapshot.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint of {@link KeyedUpdates}, for another process.
 *
 * @param keys how many rows it has
 * @param checksum {@link KeyedUpdates#checksum} of them
 * @param segments where they are, oldest first
 */
record KeptSums(int keys, long checksum, List<Segment> segments) {

    static KeptSums of(OperatorSnapshot snapshot, KeyedUpdates updates) {
        return new KeptSums(
                (int) updates.size(),
                updates.checksum(),
                snapshot.states().getFirst().segments());
    }

    OperatorSnapshot snapshot() {
        return new OperatorSnapshot(
                KeyGroupRange.ALL,
                List.of(new OperatorSnapshot.State(
                        KeyedUpdates.ID, OperatorSnapshot.Kind.TABLE, KeyedUpdates.layout(), 0, keys, segments)));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(keys + " " + checksum));
        for (Segment segment : segments) {
            lines.add(segment.offset() + " " + segment.length() + " " + segment.crc32c() + " " + segment.path());
        }
        Files.write(file, lines);
    }

    static KeptSums read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] first = lines.getFirst().split(" ");
        List<Segment> segments = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", 4);
            segments.add(new Segment(
                    parts[3], Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
        }
        return new KeptSums(Integer.parseInt(first[0]), Long.parseLong(first[1]), segments);
    }
}
