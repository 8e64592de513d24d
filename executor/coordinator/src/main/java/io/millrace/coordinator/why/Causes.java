package io.millrace.coordinator.why;

import io.millrace.coordinator.why.Cause.Kind;
import io.millrace.coordinator.why.Observed.Flow;
import io.millrace.coordinator.why.Places.Place;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.ChannelStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.plan.PhysicalOperator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a chain of causes through a plan: to where rows do not come from, to who takes none, to what holds event time back.
 * Of several tasks and inputs the one is followed that is furthest behind.
 */
final class Causes {

    /** What lasts shorter than this is the course of things. */
    private static final long A_WHILE = 1_000;

    private final Observed observed;
    private final Places places;
    private final TimeCauses times;
    private final List<Cause> chain = new ArrayList<>();
    private final Set<Integer> visited = new HashSet<>();

    Causes(Observed observed, Places places) {
        this.observed = observed;
        this.places = places;
        times = new TimeCauses(observed, places, this, chain);
    }

    /** From the node to what holds it up. */
    List<Cause> of(int operator, String node) {
        follow(operator, node);
        return chain;
    }

    /** Why nothing comes out of an operator. */
    void follow(int operator) {
        follow(operator, lastNode(operator));
    }

    private void follow(int operator, String node) {
        if (!visited.add(operator) || isCutOff(operator, node) || standsStill(operator, node)) {
            return;
        }
        Flow flow = flow(node);
        if (flow.leaves()) {
            chain.add(Cause.of(Kind.FLOWS, node, "%s brings out %s".formatted(name(node), Words.rate(flow.out()))));
            return;
        }
        if (flow.comes() && places.operator(operator).outputs().isEmpty()) {
            chain.add(Cause.of(Kind.FLOWS, node, "%s takes %s in".formatted(name(node), Words.rate(flow.in()))));
            return;
        }
        Optional<Long> clock = places.waitsForClock(node);
        if (clock.isPresent()) {
            chain.add(Cause.of(
                    Kind.CLOCK,
                    node,
                    "%s goes by the clock, and brings out more at %s UTC"
                            .formatted(name(node), Words.time(clock.get()))));
            return;
        }
        if (times.follow(operator, node)) {
            return;
        }
        for (Place place : places.of(operator)) {
            if (readsOtherPort(place, node, standing(place))) {
                return;
            }
        }
        Optional<Integer> silent = silentSide(operator);
        if (silent.isPresent() && flow.comes()) {
            String from = lastNode(silent.get());
            chain.add(Cause.of(
                    Kind.NO_INPUT,
                    node,
                    "%s takes in %s and brings out none; nothing comes in from %s"
                            .formatted(name(node), Words.rate(flow.in()), name(from))));
            follow(silent.get());
            return;
        }
        Optional<String> absorbing = absorbing(places.operator(operator), node);
        if (absorbing.isPresent()) {
            chain.add(filtered(absorbing.get()));
            return;
        }
        List<Integer> upstream = places.upstream(operator);
        if (upstream.isEmpty()) {
            times.rows(places.of(operator), node);
        } else {
            noInput(node, upstream);
        }
    }

    /** Of an operator with several inputs, an upstream one that brings nothing while others do. */
    private Optional<Integer> silentSide(int operator) {
        return places.operator(operator).inputs().size() < 2
                ? Optional.empty()
                : places.upstream(operator).stream()
                        .filter(from -> !flow(lastNode(from)).leaves() && !hasEnded(from))
                        .findFirst();
    }

    private boolean hasEnded(int operator) {
        return places.of(operator).stream().allMatch(place -> places.standing(place)
                .filter(standing -> standing.doing() == Doing.ENDED)
                .isPresent());
    }

    private String lastNode(int operator) {
        return places.operator(operator).nodeIds().getLast();
    }

    /** Rows go into a node, and none comes out of it. */
    Cause filtered(String node) {
        Flow flow = flow(node);
        String others = (flow.failed() > 0 ? "; %,d have failed".formatted(flow.failed()) : "")
                + (flow.late() > 0 ? "; %,d came too late".formatted(flow.late()) : "");
        return Cause.of(
                Kind.FILTERED,
                node,
                "%s takes in %s, and lets none pass%s".formatted(name(node), Words.rate(flow.in()), others));
    }

    private void noInput(String node, List<Integer> upstream) {
        // Of several inputs the one that brings nothing.
        int silent = upstream.stream()
                .filter(from -> !flow(lastNode(from)).leaves())
                .findFirst()
                .orElse(upstream.getFirst());
        String from = lastNode(silent);
        if (!from.equals(node)) {
            String text = flow(from).leaves()
                    ? "Nothing comes in: %s brings rows out, and none by the port that leads here"
                    : "Nothing comes in from %s";
            chain.add(Cause.of(Kind.NO_INPUT, node, text.formatted(name(from))));
        }
        follow(silent);
    }

    /** The node of an operator, up to the one asked about, that rows go into and that lets none out. */
    private Optional<String> absorbing(PhysicalOperator operator, String upTo) {
        for (String node : operator.nodeIds()) {
            Flow flow = flow(node);
            if (flow.comes() && !flow.leaves()) {
                return Optional.of(node);
            }
            if (node.equals(upTo)) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Whether a task is lost, stuck or not begun, so that nothing else needs be asked. */
    boolean isCutOff(int operator, String node) {
        for (Place place : places.of(operator)) {
            Optional<String> absent = places.absent(place);
            if (absent.isPresent()) {
                chain.add(
                        Cause.of(
                                        Kind.LOST,
                                        node,
                                        "%s is not to be reached: %s".formatted(task(place, node), absent.get()))
                                .remedy(
                                        "When it is given up, the job goes on from its last checkpoint on the other executors"));
                return true;
            }
            if (places.isStuck(place)) {
                stuck(place, node);
                return true;
            }
            if (places.standing(place).isEmpty()) {
                chain.add(Cause.of(
                        Kind.STARTING, node, task(place, node) + " is being made; its state may be on its way"));
                return true;
            }
        }
        return false;
    }

    /** A task has not answered: it is in a step, or its worker is with another task. */
    private void stuck(Place place, String node) {
        Optional<Place> stuck = places.stuckIn(place).or(places::anyStuck);
        if (places.stuckIn(place).isEmpty()) {
            chain.add(Cause.of(
                    Kind.WAITS,
                    node,
                    "%s gets no turn: its worker is busy with %s"
                            .formatted(
                                    task(place, node),
                                    stuck.isPresent() ? "another task" : "a task of another deployment")));
        }
        stuck.ifPresent(there -> {
            String at = places.operator(there.operator()).nodeId();
            chain.add(Cause.of(
                            Kind.STUCK,
                            at,
                            task(there, at)
                                    + " does not come back from what it does: it waits in the middle of a step for a disk, a service or"
                                    + " a long computation")
                    .remedy("The thread dump of its executor shows where"));
        });
    }

    private boolean standsStill(int operator, String node) {
        List<Place> all = places.of(operator);
        if (hasEnded(operator)) {
            chain.add(Cause.of(Kind.ENDED, node, name(node) + " is at its end: all its rows are out"));
            return true;
        }
        for (Place place : all) {
            OperatorStanding standing = standing(place);
            if (standing.millis() >= A_WHILE && isHeldUp(place, node, standing)) {
                return true;
            }
        }
        return false;
    }

    /** Follows what an operator waits for but rows and event time. */
    boolean isHeldUp(Place place, String node, OperatorStanding standing) {
        switch (standing.doing()) {
            case NO_ROOM, LETTERS_WAIT -> {
                noRoom(place, node, standing);
                return true;
            }
            case ALIGNS -> {
                aligns(place, node, standing);
                return true;
            }
            case WAITS -> {
                if (!standing.splits().isEmpty()) {
                    // A source that waits for its splits waits for rows.
                    return false;
                }
                chain.add(Cause.of(
                                Kind.WAITS,
                                node,
                                task(place, node)
                                        + " waits for something outside: its state on disk, a service or a file")
                        .since(standing.millis()));
                return true;
            }
            case WORKS, NEEDS_INPUT, ENDED -> {
                return false;
            }
        }
        return false;
    }

    private void noRoom(Place place, String node, OperatorStanding standing) {
        Optional<Place> reader = places.fullReader(place, standing);
        String what = standing.doing() == Doing.NO_ROOM ? "rows" : "letters about failed rows";
        if (reader.isEmpty()) {
            chain.add(Cause.of(Kind.NO_ROOM, node, "%s had no room for its %s".formatted(task(place, node), what))
                    .since(standing.millis()));
            return;
        }
        String next = places.operator(reader.get().operator()).nodeId();
        if (!next.equals(node)) {
            chain.add(Cause.of(
                            Kind.NO_ROOM,
                            node,
                            "%s has no room for its %s: %s takes none"
                                    .formatted(task(place, node), what, task(reader.get(), next)))
                    .since(standing.millis()));
        }
        takesNone(reader.get(), next);
    }

    /** Why somebody takes no rows. */
    private void takesNone(Place place, String node) {
        if (!visited.add(place.operator()) || isCutOff(place.operator(), node)) {
            return;
        }
        OperatorStanding standing = standing(place);
        if (isHeldUp(place, node, standing) || readsOtherPort(place, node, standing)) {
            return;
        }
        chain.add(Cause.of(
                        Kind.FLOWS,
                        node,
                        "%s works: it takes in %s, which is all it can"
                                .formatted(
                                        task(place, node), Words.rate(flow(node).in())))
                .remedy("More tasks do more: raise the parallelism, or make what it does cheaper"));
    }

    /** An operator may read one input to its end before it begins with the other, as a lookup does: then the first is the cause. */
    private boolean readsOtherPort(Place place, String node, OperatorStanding standing) {
        if (standing.doing() != Doing.NEEDS_INPUT
                || standing.millis() < A_WHILE
                || standing.inputs().size() < 2) {
            return false;
        }
        boolean hasMore = standing.inputs().stream()
                .anyMatch(input -> input.channels().stream().anyMatch(ChannelStanding::hasMore));
        for (int port = 0; hasMore && port < standing.inputs().size(); port++) {
            List<ChannelStanding> channels = standing.inputs().get(port).channels();
            for (int channel = 0; channel < channels.size(); channel++) {
                ChannelStanding state = channels.get(channel);
                boolean isWaitedFor = !state.hasEnded() && channels.stream().noneMatch(ChannelStanding::hasMore);
                if (isWaitedFor) {
                    Place writer = places.writer(place, port, channel);
                    chain.add(Cause.of(
                                    Kind.NO_INPUT,
                                    node,
                                    "%s reads %s first, and nothing comes from there"
                                            .formatted(task(place, node), name(lastNode(writer.operator()))))
                            .since(standing.millis()));
                    follow(writer.operator());
                    return true;
                }
            }
        }
        return false;
    }

    private void aligns(Place place, String node, OperatorStanding standing) {
        for (int port = 0; port < standing.inputs().size(); port++) {
            List<ChannelStanding> channels = standing.inputs().get(port).channels();
            for (int channel = 0; channel < channels.size(); channel++) {
                ChannelStanding state = channels.get(channel);
                if (!state.isBlocked() && !state.hasEnded()) {
                    Place writer = places.writer(place, port, channel);
                    String from = lastNode(writer.operator());
                    chain.add(Cause.of(
                                    Kind.ALIGNS,
                                    node,
                                    "%s waits for the barrier of a checkpoint, which has not come from %s yet"
                                            .formatted(task(place, node), task(writer, from)))
                            .since(standing.millis()));
                    if (!isCutOff(writer.operator(), from)) {
                        isHeldUp(writer, from, standing(writer));
                    }
                    return;
                }
            }
        }
    }

    OperatorStanding standing(Place place) {
        return places.standing(place).orElseThrow();
    }

    Flow flow(String node) {
        return observed.flows().getOrDefault(node, Flow.NONE);
    }

    String name(String node) {
        return "`" + observed.names().apply(node) + "`";
    }

    /** A node's task, for people: from 1, and its number only where there are several. */
    String task(Place place, String node) {
        int count = places.parallelism(place.operator());
        return count == 1 ? name(node) : "%s (task %d of %d)".formatted(name(node), place.index() + 1, count);
    }
}
