package io.millrace.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the supervisor decides, with processes that are only said to exist and a clock moved by hand. */
class SupervisorTest {

    private final HandClock clock = new HandClock();
    private final Machine machine = new Machine();
    private final List<String> story = new ArrayList<>();
    private List<ChildStatus> told = List.of();

    private final Supervisor supervisor = new Supervisor(
            List.of(child("postgres", 0, 2), child("control-plane", 1, 0), child("executor-1", 2, 1)),
            machine,
            new BackOff(new SplittableRandom(1)),
            clock,
            story::add,
            statuses -> told = statuses);

    @Test
    void aStageStartsOnceAllBeforeItAreReady() {
        supervisor.step();
        supervisor.step();
        assertThat(machine.running()).containsExactly("postgres");
        machine.of("postgres").ready = true;
        supervisor.step();
        assertThat(machine.running()).containsExactly("postgres", "control-plane");
        machine.of("control-plane").ready = true;
        supervisor.step();
        assertThat(machine.running()).containsExactly("postgres", "control-plane", "executor-1");
        assertThat(phases()).containsExactly("ready", "ready", "starting");
    }

    @Test
    void aChildThatEndsIsStartedAgainAfterItsPause() {
        startAll();
        machine.of("executor-1").end(137);
        supervisor.step();
        assertThat(phases()).containsExactly("ready", "ready", "paused");
        assertThat(story).last().asString().matches("executor-1 was ended by signal 9; started again in 0\\.[456] s");

        clock.move(Duration.ofMillis(399));
        supervisor.step();
        assertThat(machine.of("executor-1").alive).isFalse();
        clock.move(Duration.ofMillis(202));
        supervisor.step();
        assertThat(machine.of("executor-1").alive).isTrue();
        assertThat(told.get(2).restarts()).isEqualTo(1);
        assertThat(told.get(2).lastEnd()).isEqualTo("was ended by signal 9");
    }

    @Test
    void pausesGrowWithEachFailureAndStartAnewAfterAHealthyMinute() {
        startAll();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(pauseAfterAnEnd());
        }
        for (int i = 1; i < 6; i++) {
            assertThat(pauses.get(i)).isGreaterThan(pauses.get(i - 1));
        }
        assertThat(pauses).allMatch(pause -> pause <= 36_000);

        machine.of("executor-1").ready = true;
        supervisor.step();
        clock.move(Duration.ofMinutes(1));
        supervisor.step();
        assertThat(pauseAfterAnEnd()).isLessThanOrEqualTo(600);
    }

    /** Milliseconds from the end of the executor until it runs again. */
    private long pauseAfterAnEnd() {
        machine.of("executor-1").end(1);
        supervisor.step();
        Instant ended = clock.instant();
        while (!machine.of("executor-1").alive) {
            clock.move(Duration.ofMillis(10));
            supervisor.step();
        }
        return Duration.between(ended, clock.instant()).toMillis();
    }

    @Test
    void whatDoesNotComeUpOnceEndsTheStart() throws InterruptedException {
        machine.readyAtOnce = true;
        machine.endsAtOnce = "control-plane";
        assertThat(supervisor.run())
                .isEqualTo(new Supervisor.Outcome.DidNotStart("control-plane", "ended with exit code 1"));
        assertThat(machine.running()).isEmpty();
        assertThat(machine.started).containsExactly("postgres", "control-plane");
    }

    @Test
    void aProgramThatIsMissingEndsTheStart() throws InterruptedException {
        machine.missing = "postgres";
        assertThat(supervisor.run())
                .isEqualTo(new Supervisor.Outcome.DidNotStart("postgres", "cannot be started: no such program"));
    }

    @Test
    void aChildThatIsNotReadyInTimeIsKilled() {
        supervisor.step();
        clock.move(Duration.ofSeconds(61));
        supervisor.step();
        assertThat(machine.of("postgres").alive).isFalse();
        assertThat(told.get(0).lastEnd()).isEqualTo("was not ready within 60 s");
    }

    @Test
    void stoppingTakesTurnsAndKillsWhatOverstaysItsGrace() {
        startAll();
        supervisor.requestStop();
        supervisor.step();
        assertThat(machine.asked).containsExactly("control-plane");
        machine.of("control-plane").end(143);
        supervisor.step();
        supervisor.step();
        assertThat(machine.asked).containsExactly("control-plane", "executor-1");

        clock.move(Duration.ofSeconds(7));
        supervisor.step();
        assertThat(machine.running()).containsExactly("postgres", "executor-1");
        clock.move(Duration.ofSeconds(1));
        supervisor.step();
        assertThat(machine.running()).containsExactly("postgres");

        supervisor.step();
        supervisor.step();
        assertThat(machine.asked).containsExactly("control-plane", "executor-1", "postgres");
        machine.of("postgres").end(0);
        assertThat(supervisor.step()).isFalse();
        assertThat(phases()).containsOnly("stopped");
    }

    @Test
    void stoppingDuringAPauseStartsNothing() {
        startAll();
        machine.of("executor-1").end(1);
        supervisor.step();
        supervisor.requestStop();
        supervisor.step();
        clock.move(Duration.ofMinutes(1));
        machine.of("control-plane").end(143);
        for (int i = 0; i < 4; i++) {
            supervisor.step();
        }
        assertThat(machine.running()).containsExactly("postgres");
        assertThat(machine.started).containsExactly("postgres", "control-plane", "executor-1");
    }

    private void startAll() {
        machine.readyAtOnce = true;
        for (int i = 0; i < 6; i++) {
            supervisor.step();
        }
        assertThat(phases()).containsOnly("ready");
        machine.readyAtOnce = false;
    }

    private List<String> phases() {
        return told.stream().map(ChildStatus::phase).toList();
    }

    private ChildSpec child(String name, int stage, int turn) {
        return new ChildSpec(
                name,
                stage,
                List.of(name),
                Map.of(),
                Path.of("."),
                0,
                new ChildSpec.Start(_ -> machine.of(name).ready, Duration.ofMinutes(1)),
                new ChildSpec.Stop(turn, "TERM", Duration.ofSeconds(5)));
    }

    /** Starts what is only said to run. */
    private static final class Machine implements Launch {

        final List<Said> processes = new ArrayList<>();
        final List<String> started = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        boolean readyAtOnce;
        String endsAtOnce = "";
        String missing = "";

        @Override
        public Running start(ChildSpec child, Runnable ended) throws IOException {
            if (child.name().equals(missing)) {
                throw new IOException("no such program");
            }
            started.add(child.name());
            Said process = new Said(child.name());
            process.ready = readyAtOnce;
            processes.removeIf(earlier -> earlier.name.equals(child.name()));
            processes.add(process);
            if (child.name().equals(endsAtOnce)) {
                process.end(1);
            }
            return process;
        }

        Said of(String name) {
            return processes.stream()
                    .filter(process -> process.name.equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        List<String> running() {
            return processes.stream()
                    .filter(process -> process.alive)
                    .map(process -> process.name)
                    .toList();
        }

        private final class Said implements Running {

            final String name;
            boolean alive = true;
            boolean ready;
            int code;

            Said(String name) {
                this.name = name;
            }

            void end(int exitCode) {
                alive = false;
                code = exitCode;
            }

            @Override
            public long pid() {
                return 1;
            }

            @Override
            public boolean isAlive() {
                return alive;
            }

            @Override
            public int exitCode() {
                return code;
            }

            @Override
            public void askToStop() {
                asked.add(name);
                if (readyAtOnce) {
                    end(143);
                }
            }

            @Override
            public void kill() {
                end(137);
            }
        }
    }

    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
