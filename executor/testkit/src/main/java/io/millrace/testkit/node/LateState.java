package io.millrace.testkit.node;

import io.millrace.spi.Completion;
import io.millrace.spi.state.BroadcastState;
import io.millrace.spi.state.ListState;
import io.millrace.spi.state.OrderedState;
import io.millrace.spi.state.StateAccess;
import io.millrace.spi.state.Table;
import io.millrace.spi.state.TableState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * State over state whose answers come late, as from a disk: a fetch, a scan or the next row of a list mostly says what to wait for
 * first, and sometimes says so again. What is waited for comes with {@link #arrive}.
 */
final class LateState {

    /** The interfaces whose objects are wrapped when a state hands them out. */
    private static final List<Class<?>> WRAPPED = List.of(
            TableState.class, Table.class, ListState.class, OrderedState.class, BroadcastState.class, Table.Scan.class);

    /** What answers null, or what to wait for. */
    private static final List<String> FETCHES = List.of("fetch", "bring");

    /** What looks for rows of a sorted list, of which any may be on disk. */
    private static final Set<String> WALKS = Set.of("ceiling", "floor", "next");

    private final boolean late;

    /** How often the next call will be late. */
    private final IntSupplier lateness;

    /** Whether what is waited for comes now. */
    private final BooleanSupplier arrives;

    private final List<Completion> waiting = new ArrayList<>();
    private final IdentityHashMap<Object, Object> wrappers = new IdentityHashMap<>();

    LateState(RandomGenerator random, boolean late) {
        this(late, () -> random.nextInt(3), () -> random.nextInt(3) != 0);
    }

    private LateState(boolean late, IntSupplier lateness, BooleanSupplier arrives) {
        this.late = late;
        this.lateness = lateness;
        this.arrives = arrives;
    }

    /** State of which every answer is late once, and comes when it is told to. */
    static LateState alwaysOnce() {
        return new LateState(true, () -> 1, () -> true);
    }

    /** The same state, late. */
    StateAccess over(StateAccess state) {
        return late ? wrap(StateAccess.class, state) : state;
    }

    /** Whether somebody waits. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Lets what is waited for come; false when nobody waits. */
    boolean arrive() {
        if (waiting.isEmpty() || !arrives.getAsBoolean()) {
            return false;
        }
        arriveAll();
        return true;
    }

    /** Lets all that is waited for come. */
    void arriveAll() {
        List<Completion> arriving = List.copyOf(waiting);
        waiting.clear();
        arriving.forEach(Completion::complete);
    }

    private <T> T wrap(Class<T> as, Object state) {
        Object wrapper = wrappers.computeIfAbsent(
                state, _ -> Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, new Lateness(state)));
        return as.cast(wrapper);
    }

    private final class Lateness implements InvocationHandler {

        private final Object state;

        /** How often calls in progress will still be late, by their names. */
        private final Map<String, Integer> timesLate = new HashMap<>();

        /** What the last call that was late is to wait for; null when what is behind was asked. */
        private @Nullable Completion completion;

        Lateness(Object state) {
            this.state = state;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            boolean fetch = FETCHES.contains(method.getName()) && method.getReturnType() == Completion.class;
            boolean step = method.getName().equals("next") && method.getReturnType() == int.class;
            boolean walk = state instanceof OrderedState && WALKS.contains(method.getName());
            if (fetch || step || walk) {
                if (isLate(method.getName())) {
                    Completion wait = new Completion();
                    waiting.add(wait);
                    completion = wait;
                    return fetch ? wait : state instanceof Table.Scan ? Table.Scan.WAITING : ListState.WAITING;
                }
                completion = null;
            }
            if (completion != null && method.getName().equals("completion")) {
                return completion;
            }
            Object result;
            try {
                result = method.invoke(state, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            if (result != null && WRAPPED.contains(method.getReturnType())) {
                return wrap(method.getReturnType(), result);
            }
            return result;
        }

        private boolean isLate(String call) {
            int left = timesLate.containsKey(call) ? timesLate.get(call) : lateness.getAsInt();
            if (left == 0) {
                timesLate.remove(call);
                return false;
            }
            timesLate.put(call, left - 1);
            return true;
        }
    }
}
