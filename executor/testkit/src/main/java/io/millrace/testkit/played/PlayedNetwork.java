package io.millrace.testkit.played;

import io.millrace.engine.job.AttemptRunner;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.exchange.PeerPort;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Between executors: what one says to another arrives in order; which pair is served next is decided by chance, so messages
 * of different pairs overtake each other as they like.
 */
final class PlayedNetwork {

    private record Pair(ExecutorId from, ExecutorId to) {}

    private record Letter(Fence attempt, PeerMessage message) {}

    private final Random random;
    private final Map<ExecutorId, AttemptRunner> living = new LinkedHashMap<>();
    private final Map<Pair, ArrayDeque<Letter>> underWay = new LinkedHashMap<>();
    private final Map<Pair, Predicate<PeerMessage>> held = new HashMap<>();
    private long mostBlockBytes;

    PlayedNetwork(long seed) {
        random = new Random(seed);
    }

    void add(ExecutorId executor, AttemptRunner runner) {
        living.put(executor, runner);
    }

    /** The way to others of one executor. */
    PeerPort portOf(ExecutorId from) {
        return (attempt, to, message) -> {
            if (living.containsKey(from) && living.containsKey(to)) {
                underWay.computeIfAbsent(new Pair(from, to), _ -> new ArrayDeque<>())
                        .add(new Letter(attempt, message));
                mostBlockBytes = Math.max(mostBlockBytes, blockBytes());
            }
        };
    }

    /** One message arrives; false when none is under way. */
    boolean deliverOne() {
        List<Pair> pairs = underWay.entrySet().stream()
                .filter(entry -> !isHeld(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (pairs.isEmpty()) {
            return false;
        }
        Pair pair = pairs.get(random.nextInt(pairs.size()));
        ArrayDeque<Letter> letters = underWay.getOrDefault(pair, new ArrayDeque<>());
        Letter letter = letters.remove();
        if (letters.isEmpty()) {
            underWay.remove(pair);
        }
        AttemptRunner to = living.get(pair.to());
        if (to != null) {
            to.received(letter.attempt(), pair.from(), letter.message());
        }
        return true;
    }

    private boolean isHeld(Pair pair, ArrayDeque<Letter> letters) {
        return held.getOrDefault(pair, _ -> false).test(letters.element().message());
    }

    /** From the first such message on, nothing from one to the other arrives any more, until their connection breaks. */
    void hold(ExecutorId from, ExecutorId to, Predicate<PeerMessage> first) {
        held.put(new Pair(from, to), first);
    }

    /** An executor is gone: what was under way from and to it is lost, and the others learn of it. */
    void remove(ExecutorId executor) {
        living.remove(executor);
        underWay.keySet()
                .removeIf(pair -> pair.from().equals(executor) || pair.to().equals(executor));
        List.copyOf(living.values()).forEach(other -> other.lost(executor, "its process has ended"));
    }

    /** The connection of two executors breaks, which one of them notices. */
    void cut(ExecutorId one, ExecutorId other) {
        Set<Pair> both = Set.of(new Pair(one, other), new Pair(other, one));
        underWay.keySet().removeAll(both);
        held.keySet().removeAll(both);
        AttemptRunner notices = living.get(one);
        if (notices != null) {
            notices.lost(other, "connection reset");
        }
    }

    /** The most bytes of blocks that were ever under way at once. */
    long mostBlockBytes() {
        return mostBlockBytes;
    }

    private long blockBytes() {
        long bytes = 0;
        for (ArrayDeque<Letter> letters : underWay.values()) {
            for (Letter letter : letters) {
                bytes += letter.message() instanceof PeerMessage.Block block ? block.block().length : 0;
            }
        }
        return bytes;
    }
}
