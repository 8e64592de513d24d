package io.millrace.testkit.recovery;

import io.millrace.protocol.job.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reads the splits it is given, a batch at a time from any of them. */
final class SourceTask extends Task {

    private final List<Place> places = new ArrayList<>();
    private boolean asked;
    private boolean noMore;

    /** What other splits there are begins no earlier. */
    private long bound;

    SourceTask(TaskId id, RowTasks part) {
        super(id, part, List.of());
    }

    void run() {
        part.after(20 + part.random().nextInt(70), this::step);
    }

    private void step() {
        if (part.isOver() || hasEnded()) {
            return;
        }
        if (places.size() < 2 && !asked && !noMore) {
            asked = true;
            part.toHost(new Element.Control.SplitWanted(id));
        }
        if (!places.isEmpty()) {
            read();
        } else if (noMore) {
            end();
            return;
        }
        run();
    }

    private void read() {
        Random random = part.random();
        int which = random.nextInt(places.size());
        Place place = places.get(which);
        int length = part.rows().length(place.split());
        int count = Math.min(length - place.position(), 8 + random.nextInt(22));
        int counters = part.tasksOf(RowTasks.COUNTS);
        Computation computation = part.computation();
        long[][] perCounter = new long[counters][count];
        int[] sizes = new int[counters];
        for (int i = 0; i < count; i++) {
            long row = Rows.row(place.split(), place.position() + i);
            int counter = computation.owner(Rows.key(row), counters);
            perCounter[counter][sizes[counter]++] = row;
        }
        for (int counter = 0; counter < counters; counter++) {
            if (sizes[counter] > 0) {
                part.send(
                        id,
                        new TaskId(RowTasks.COUNTS, counter),
                        new Element.ReadRows(java.util.Arrays.copyOf(perCounter[counter], sizes[counter])));
            }
        }
        Place next = new Place(place.split(), place.position() + count);
        if (next.position() == length) {
            places.remove(which);
        } else {
            places.set(which, next);
        }
        long watermark = places.stream().mapToLong(Place::watermark).min().orElse(next.watermark());
        forward(new Element.Watermark(Math.min(watermark, bound)));
    }

    void given(List<Place> splits, boolean isLast, long othersFrom) {
        bound = othersFrom;
        asked = false;
        noMore |= isLast;
        places.addAll(splits);
    }

    @Override
    void process(TaskId from, Element element) {
        throw new IllegalStateException("A source has no inputs");
    }

    @Override
    TaskState freeze(long checkpoint) {
        if (part.sabotage() == RecoverySabotage.A_POSITION_IS_AHEAD) {
            return new TaskState.OfSource(places.stream()
                    .map(place -> new Place(
                            place.split(),
                            Math.min(place.position() + 3, part.rows().length(place.split()) - 1)))
                    .toList());
        }
        return new TaskState.OfSource(List.copyOf(places));
    }

    @Override
    void finish() {}

    @Override
    void forward(Element signal) {
        part.sendToAll(id, RowTasks.COUNTS, signal);
    }
}
