package io.millrace.state.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.columns.Vector;
import io.millrace.columns.testing.RandomRows;
import io.millrace.model.type.DataType;
import io.millrace.model.type.Schema;
import io.millrace.spi.state.TableLayout;
import io.millrace.spi.state.TimerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What {@link TimerState} does, whoever implements it. */
public abstract class TimerContract implements StateFixture {

    private static final TableLayout BY_NUMBER =
            new TableLayout(RandomRows.schema(DataType.parse("BIGINT")), Schema.of());

    /** A timer as the model holds it. */
    private record Timer(long time, List<@Nullable Object> key) {}

    @Property(tries = 200)
    void timersOfAnyKeyGoOffOnceInOrderOfTime(@ForAll long seed) {
        RandomRows rows = new RandomRows(seed);
        RandomGenerator random = rows.random();
        TableLayout layout = new TableLayout(rows.schema(), Schema.of());
        TimerState state = access().timers(ID, layout);
        List<List<@Nullable Object>> pool = rows.rows(layout.key(), 1 + random.nextInt(40));
        Set<Timer> model = new HashSet<>();
        for (int round = 0; round < 30; round++) {
            if (random.nextInt(3) == 0) {
                expire(state, layout, random.nextInt(-10, 110), 1 + random.nextInt(50), model);
            } else {
                List<List<@Nullable Object>> keys = new ArrayList<>();
                long[] times = new long[1 + random.nextInt(60)];
                for (int i = 0; i < times.length; i++) {
                    keys.add(pool.get(random.nextInt(pool.size())));
                    times[i] = random.nextInt(100);
                }
                Keys batch = Keys.of(layout.key(), keys);
                boolean unset = random.nextInt(3) == 0;
                if (unset) {
                    state.unset(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), times);
                } else {
                    state.set(batch.vectors(), batch.rows(), batch.count(), batch.hashes(), times);
                }
                for (int i = 0; i < times.length; i++) {
                    Timer timer = new Timer(times[i], Keys.canonicalList(keys.get(i)));
                    if (unset) {
                        model.remove(timer);
                    } else {
                        model.add(timer);
                    }
                }
            }
            assertThat(state.earliest())
                    .isEqualTo(model.stream().mapToLong(Timer::time).min().orElse(Long.MAX_VALUE));
            assertThat(state.size()).isEqualTo(model.size());
        }
        while (expire(state, layout, Long.MAX_VALUE, 1000, model) > 0) {
            assertThat(state.size()).isEqualTo(model.size());
        }
        assertThat(model).isEmpty();
    }

    private int expire(TimerState state, TableLayout layout, long bound, int most, Set<Timer> model) {
        Vector[] keys = new Vector[layout.key().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Vector.create(layout.key().type(i), most);
        }
        long[] times = new long[most];
        int count = state.expire(bound, keys, times);
        while (count == TimerState.WAITING) {
            await(state.completion());
            count = state.expire(bound, keys, times);
        }
        long due = model.stream().filter(timer -> timer.time <= bound).count();
        assertThat(count).isEqualTo(Math.min(most, due));
        for (int i = 0; i < count; i++) {
            assertThat(times[i])
                    .isEqualTo(model.stream().mapToLong(Timer::time).min().orElseThrow());
            assertThat(model.remove(new Timer(times[i], Keys.canonicalList(Keys.read(keys, i)))))
                    .as("the timer %s of %s was set", times[i], Keys.read(keys, i))
                    .isTrue();
        }
        return count;
    }

    @Example
    void timerSetTwiceGoesOffOnce() {
        TimerState state = access().timers(ID, BY_NUMBER);
        Keys keys = Keys.of(BY_NUMBER.key(), List.of(List.of(1L), List.of(1L), List.of(2L)));
        long[] times = {10, 10, 10};
        state.set(keys.vectors(), keys.rows(), 3, keys.hashes(), times);
        state.set(keys.vectors(), keys.rows(), 3, keys.hashes(), times);

        assertThat(state.size()).isEqualTo(2);
        assertThat(state.expire(10, new Vector[] {Vector.create(BY_NUMBER.key().type(0), 5)}, new long[5]))
                .isEqualTo(2);
    }

    @Example
    void oneRowMaySetSeveralTimers() {
        TimerState state = access().timers(ID, BY_NUMBER);
        Keys keys = Keys.of(BY_NUMBER.key(), List.of(List.of(1L)));
        int row = keys.rows()[0];
        long hash = keys.hashes()[0];

        state.set(keys.vectors(), new int[] {row, row}, 2, new long[] {hash, hash}, new long[] {20, 10});

        assertThat(state.size()).isEqualTo(2);
        assertThat(state.earliest()).isEqualTo(10);
    }

    @Example
    void timersInThePastGoOffNext() {
        TimerState state = access().timers(ID, BY_NUMBER);
        Keys keys = Keys.of(BY_NUMBER.key(), List.of(List.of(1L)));
        Vector[] into = {Vector.create(BY_NUMBER.key().type(0), 5)};
        assertThat(state.expire(1_000, into, new long[5])).isZero();

        state.set(keys.vectors(), keys.rows(), 1, keys.hashes(), new long[] {-7});

        long[] times = new long[5];
        assertThat(state.expire(1_000, into, times)).isEqualTo(1);
        assertThat(times[0]).isEqualTo(-7);
    }

    @Example
    void timersWithValuesAreRefused() {
        TableLayout layout = new TableLayout(BY_NUMBER.key(), BY_NUMBER.key());

        assertThatThrownBy(() -> access().timers(ID, layout)).isInstanceOf(IllegalArgumentException.class);
    }
}
