package io.millrace.testkit.recovery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What goes wrong when: each fault waits for a phase of the protocol to be entered, the first time or a later one. */
final class FaultPlan {

    private record Planned(FaultKind fault, ProtocolPhase phase, int times) {}

    private final RecoverySimulation simulation;
    private final boolean endless;
    private final List<Planned> planned = new ArrayList<>();
    private final Map<ProtocolPhase, Integer> entered = new EnumMap<>(ProtocolPhase.class);
    private final List<Hit> hits = new ArrayList<>();
    private final PhaseWatch watch;
    private ProtocolPhase last = ProtocolPhase.BEGINNING;

    FaultPlan(RecoverySimulation simulation, boolean endless) {
        this.simulation = simulation;
        this.endless = endless;
        watch = new PhaseWatch(simulation);
        Random random = simulation.random();
        plan(random);
        plan(random);
        if (random.nextBoolean()) {
            plan(random);
        }
        if (random.nextInt(3) == 0) {
            plan(random, ProtocolPhase.ENDING);
        }
        boolean restores = planned.stream()
                .anyMatch(one -> one.phase() == ProtocolPhase.RESTORING || one.phase() == ProtocolPhase.RECOVERING);
        if (restores) {
            FaultKind[] breaking = {
                FaultKind.HOST_DIES, FaultKind.EXECUTOR_DIES, FaultKind.TASK_FAILS, FaultKind.PEERS_ARE_CUT
            };
            planned.add(new Planned(
                    breaking[random.nextInt(breaking.length)], ProtocolPhase.RESTING, 3 + random.nextInt(2)));
        }
    }

    private void plan(Random random) {
        ProtocolPhase[] phases = ProtocolPhase.values();
        ProtocolPhase phase = phases[random.nextInt(phases.length)];
        plan(random, phase == ProtocolPhase.ENDING ? ProtocolPhase.MERGED : phase);
    }

    private void plan(Random random, ProtocolPhase phase) {
        FaultKind[] kinds = FaultKind.values();
        FaultKind kind = kinds[random.nextInt(kinds.length)];
        boolean happensOnce = phase == ProtocolPhase.BEGINNING
                || phase == ProtocolPhase.ENDING
                || phase == ProtocolPhase.RESTORING
                || phase == ProtocolPhase.RECOVERING;
        planned.add(new Planned(kind, phase, happensOnce ? 1 : 1 + random.nextInt(4)));
    }

    List<Hit> hits() {
        return hits;
    }

    /** Whether enough has gone wrong, so that the rest of the input may come. */
    boolean isDone() {
        return hits.size() >= 2 && planned.stream().allMatch(one -> one.phase() == ProtocolPhase.ENDING);
    }

    void look() {
        if (planned.isEmpty()) {
            return;
        }
        ProtocolPhase now = watch.now();
        if (now == last && !entered.isEmpty()) {
            return;
        }
        last = now;
        int times = entered.merge(now, 1, Integer::sum);
        for (Planned one : List.copyOf(planned)) {
            if (one.phase() == now && times >= one.times()) {
                planned.remove(one);
                hits.add(new Hit(one.fault(), now));
                simulation.mishaps().happens(one.fault());
                if (endless) {
                    plan(simulation.random());
                }
            }
        }
    }
}
