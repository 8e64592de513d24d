package io.millrace.coordinator.why;

import io.millrace.coordinator.why.Cause.Kind;
import io.millrace.coordinator.why.Observed.Flow;
import io.millrace.coordinator.why.Places.Place;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.ChannelStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.job.OperatorStanding.InputStanding;
import io.millrace.protocol.job.OperatorStanding.SplitStanding;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The part of a chain that is about event time: from who waits for it to the split that holds it back. */
final class TimeCauses {

    /** A split that has brought nothing for so long is silent. */
    private static final long SILENT = 2_000;

    private final Observed observed;
    private final Places places;
    private final Causes causes;
    private final List<Cause> chain;

    TimeCauses(Observed observed, Places places, Causes causes, List<Cause> chain) {
        this.observed = observed;
        this.places = places;
        this.causes = causes;
        this.chain = chain;
    }

    /** Whether it is event time that a node waits for; then what holds that back is followed. */
    boolean follow(int operator, String node) {
        Optional<Long> waitsFor = places.waitsFor(node);
        if (waitsFor.isEmpty()) {
            return false;
        }
        Place place = places.of(operator).stream()
                .min(Comparator.comparing(task -> Places.watermark(causes.standing(task))))
                .orElseThrow();
        long watermark = Places.watermark(causes.standing(place));
        if (waitsFor.get() <= watermark) {
            // It is on its way.
            return false;
        }
        chain.add(Cause.of(
                Kind.TIME,
                node,
                "%s brings out more when event time has passed %s, and it stands at %s"
                        .formatted(causes.name(node), Words.time(waitsFor.get() + 1), Words.time(watermark))));
        held(place, node, Optional.empty());
        return true;
    }

    /** Which of several channels is furthest behind. */
    private record Held(InputStanding input, int channel) {

        String by(String from) {
            long furthest = input.channels().stream()
                    .filter(other -> !other.isIdle() && !other.hasEnded())
                    .mapToLong(ChannelStanding::watermark)
                    .max()
                    .orElse(Long.MIN_VALUE);
            long held = input.channels().get(channel).watermark();
            String others = furthest > held ? ", while others are as far as " + Words.time(furthest) : "";
            return "%s holds it at %s%s".formatted(from, Words.time(held), others);
        }
    }

    /**
     * What holds event time back where an operator reads it.
     *
     * @param seen where there was a choice of channels before, inside of the same node
     */
    private void held(Place place, String node, Optional<Held> seen) {
        OperatorStanding standing = causes.standing(place);
        if (standing.doing() == Doing.ENDED) {
            chain.add(Cause.of(
                    Kind.BEHIND, node, "What " + causes.name(node) + " has brought is not worked through yet"));
            return;
        }
        if (places.upstream(place.operator()).isEmpty()) {
            source(List.of(place), node, true);
            return;
        }
        if (places.operator(place.operator()).type().equals("watermark")) {
            made(place, node);
            return;
        }
        int port = furthestBehind(standing.inputs());
        InputStanding input = standing.inputs().get(port);
        int channel = furthestBehindOf(input.channels());
        if (channel < 0) {
            channel = firstOpen(input.channels());
        }
        if (channel < 0) {
            // All are at their ends, or there are so many that they were left out of the answer.
            String text = input.channels().isEmpty()
                    ? "%s has so many inputs that it is not told which one is behind"
                    : "All that brings rows to %s is at its end";
            chain.add(Cause.of(Kind.ENDED, node, text.formatted(causes.name(node))));
            return;
        }
        Place writer = places.writer(place, port, channel);
        String from = places.operator(writer.operator()).nodeIds().getLast();
        boolean isOneOfSeveral =
                input.channels().size() > 1 || standing.inputs().size() > 1;
        Optional<Held> held = isOneOfSeveral && !input.channels().get(channel).isIdle()
                ? Optional.of(new Held(input, channel))
                : seen;
        boolean isNext = !from.equals(node);
        if (isNext && held.isPresent()) {
            chain.add(Cause.of(Kind.HELD, node, held.get().by(causes.task(writer, from)))
                    .since(held.get().input().millis()));
        }
        // That something has come this moment to an operator that had nothing to do is no backlog.
        if (standing.doing() != Doing.NEEDS_INPUT
                && input.channels().get(channel).hasMore()) {
            chain.add(Cause.of(
                    Kind.BEHIND,
                    node,
                    "%s works through rows that wait: it takes in %s"
                            .formatted(
                                    causes.task(place, node),
                                    Words.rate(causes.flow(node).in()))));
            return;
        }
        if (causes.isCutOff(writer.operator(), from)) {
            return;
        }
        OperatorStanding behind = causes.standing(writer);
        if (behind.millis() >= SILENT && causes.isHeldUp(writer, from, behind)) {
            return;
        }
        held(writer, from, isNext ? Optional.empty() : held);
    }

    /** A watermark node in the middle of the flow makes event time of the rows that come. */
    private void made(Place place, String node) {
        Flow flow = causes.flow(node);
        OperatorStanding standing = causes.standing(place);
        boolean isSilent = standing.doing() == Doing.NEEDS_INPUT && standing.millis() >= SILENT;
        if (!flow.comes()) {
            chain.add(Cause.of(Kind.NO_INPUT, node, causes.name(node) + " makes event time of rows, and none comes"));
            places.upstream(place.operator()).stream()
                    .filter(from -> !causes.flow(places.operator(from).nodeIds().getLast())
                            .leaves())
                    .findFirst()
                    .ifPresent(causes::follow);
        } else if (isSilent) {
            chain.add(Cause.of(
                            Kind.SILENT,
                            node,
                            causes.task(place, node)
                                    + " makes event time of rows, and none comes to it, though some come to others")
                    .since(standing.millis())
                    .remedy("Set `idleTimeout` in it: then it waits no longer than that"));
        } else {
            chain.add(Cause.of(
                    Kind.BEHIND,
                    node,
                    "%s sees %s, and event time is as far as these are"
                            .formatted(causes.name(node), Words.rate(flow.in()))));
        }
    }

    /** Why a source brings no rows. */
    void rows(List<Place> tasks, String node) {
        source(tasks, node, false);
    }

    /** Why these tasks of a source bring no rows or, where it is about that, hold event time back. */
    private void source(List<Place> tasks, String upTo, boolean isAboutTime) {
        PhysicalOperator operator = places.operator(tasks.getFirst().operator());
        String node = operator.nodeId();
        Optional<SourceStanding> known = observed.sources().stream()
                .filter(source -> source.operator() == operator.id())
                .findFirst();
        if (known.filter(SourceStanding::isLooking).isPresent()) {
            chain.add(Cause.of(Kind.LOOKING, node, causes.name(node) + " is still looking for what there is to read"));
            return;
        }
        Optional<Place> unread = tasks.stream()
                .filter(place -> isHeldByUnread(place)
                        && (isAboutTime || causes.standing(place).splits().isEmpty()))
                .findFirst();
        if (unread.isPresent()) {
            unread(node, causes.standing(unread.get()).holdsAt().orElseThrow(), known);
            return;
        }
        Optional<Place> behind = tasks.stream()
                .filter(place -> !causes.standing(place).splits().isEmpty())
                .min(Comparator.comparing(place -> {
                    SplitStanding first = causes.standing(place).splits().getFirst();
                    return first.isIdle() ? Long.MAX_VALUE : first.watermark();
                }));
        if (behind.isEmpty()) {
            chain.add(Cause.of(Kind.IDLE, node, causes.name(node) + " has nothing to read")
                    .remedy("It goes on as soon as there is something new"));
            return;
        }
        split(behind.get(), node, operator, upTo, isAboutTime);
    }

    private boolean isHeldByUnread(Place place) {
        OperatorStanding standing = causes.standing(place);
        if (standing.holdsAt().isEmpty()) {
            return false;
        }
        long holdsAt = standing.holdsAt().get();
        return standing.splits().stream().allMatch(split -> split.isIdle() || split.watermark() >= holdsAt);
    }

    private void unread(String node, long holdsAt, Optional<SourceStanding> known) {
        long count = known.map(SourceStanding::unread).orElse(0L);
        if (count == 0) {
            chain.add(
                    Cause.of(Kind.LOOKING, node, causes.name(node) + " may find more to read, with rows of any time"));
            return;
        }
        String which = known.filter(source -> !source.firstUnread().isEmpty())
                .map(source -> ", the first is `" + source.firstUnread().getFirst() + "`")
                .orElse("");
        String when = holdsAt == Long.MIN_VALUE
                ? "rows of any time may be in them"
                : "their rows begin at " + Words.time(holdsAt + 1);
        chain.add(
                Cause.of(
                                Kind.UNREAD,
                                node,
                                "%s has %,d that no task reads yet%s; %s"
                                        .formatted(causes.name(node), count, which, when))
                        .remedy(
                                "Tasks take them one after the other as they end those they read; a higher parallelism reads more at once"));
    }

    private void split(Place place, String node, PhysicalOperator operator, String upTo, boolean isAboutTime) {
        OperatorStanding standing = causes.standing(place);
        SplitStanding split = standing.splits().getFirst();
        String which = "`%s` of %s".formatted(split.id(), causes.task(place, node));
        if (split.isIdle()) {
            chain.add(Cause.of(
                            Kind.IDLE,
                            node,
                            standing.splitCount() == 1
                                    ? which + " has brought nothing, and counts as idle"
                                    : "All %,d that %s reads have brought nothing, and count as idle"
                                            .formatted(standing.splitCount(), causes.task(place, node)))
                    .since(split.silentMillis())
                    .remedy("Event time goes on with the next row"));
        } else if (split.silentMillis() >= SILENT && !isAboutTime) {
            chain.add(Cause.of(Kind.SILENT, node, which + " has brought no row").since(split.silentMillis()));
        } else if (split.silentMillis() >= SILENT) {
            chain.add(
                    Cause.of(
                                    Kind.SILENT,
                                    node,
                                    "%s stands at %s and has brought no row since"
                                            .formatted(which, Words.time(split.watermark())))
                            .since(split.silentMillis())
                            .remedy(
                                    "Where rows may stay away for long, set `idleTimeout` in the watermark node: then it waits no longer than that"));
        } else {
            reads(place, node, operator, upTo, which, split);
        }
    }

    /** Rows come: somebody lets none through, or they are of that time. */
    private void reads(
            Place place, String node, PhysicalOperator operator, String upTo, String which, SplitStanding split) {
        for (String stage : operator.nodeIds()) {
            Flow flow = causes.flow(stage);
            if (flow.comes() && !flow.leaves()) {
                chain.add(causes.filtered(stage));
                return;
            }
            if (stage.equals(upTo)) {
                break;
            }
        }
        OperatorStanding standing = causes.standing(place);
        if (causes.isHeldUp(place, node, standing)) {
            return;
        }
        chain.add(Cause.of(
                Kind.BEHIND,
                node,
                "%s brings rows, and event time is as far as these are: %s"
                        .formatted(which, Words.time(split.watermark()))));
    }

    private static int furthestBehind(List<InputStanding> inputs) {
        int behind = -1;
        for (int port = 0; port < inputs.size(); port++) {
            boolean isBehind = behind < 0
                    || inputs.get(port).watermark() < inputs.get(behind).watermark();
            if (Places.holds(inputs.get(port)) && isBehind) {
                behind = port;
            }
        }
        return Math.max(0, behind);
    }

    /** Of those that hold anything back; -1 when none does. */
    private static int furthestBehindOf(List<ChannelStanding> channels) {
        int behind = -1;
        for (int i = 0; i < channels.size(); i++) {
            ChannelStanding channel = channels.get(i);
            boolean holds = !channel.isIdle() && !channel.hasEnded();
            if (holds
                    && (behind < 0 || channel.watermark() < channels.get(behind).watermark())) {
                behind = i;
            }
        }
        return behind;
    }

    private static int firstOpen(List<ChannelStanding> channels) {
        for (int i = 0; i < channels.size(); i++) {
            if (!channels.get(i).hasEnded()) {
                return i;
            }
        }
        return -1;
    }
}
