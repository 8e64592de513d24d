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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * State over state whose answers come late, as from a disk: a fetch, a scan or a step in a sorted list mostly says what to wait for
 * first, and sometimes says so again. What is waited for comes with {@link #arrive}.
 */
final class LateState {

    /** The interfaces whose objects are wrapped when a state hands them out. */
    private static final List<Class<?>> WRAPPED = List.of(
            TableState.class, Table.class, ListState.class, OrderedState.class, BroadcastState.class, Table.Scan.class);

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

        /** How often the call in progress will still be late; -1 between calls. */
        private int timesLate = -1;

        private @Nullable Completion completion;

        Lateness(Object state) {
            this.state = state;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            boolean fetch = method.getName().equals("fetch") && method.getReturnType() == Completion.class;
            boolean scan = state instanceof Table.Scan && method.getName().equals("next");
            boolean walk = state instanceof OrderedState && WALKS.contains(method.getName());
            if (fetch || scan || walk) {
                if (timesLate < 0) {
                    timesLate = lateness.getAsInt();
                }
                if (timesLate > 0) {
                    timesLate--;
                    Completion wait = new Completion();
                    waiting.add(wait);
                    completion = wait;
                    return fetch ? wait : (Object) (scan ? Table.Scan.WAITING : OrderedState.WAITING);
                }
                timesLate = -1;
            }
            if ((state instanceof Table.Scan || state instanceof OrderedState)
                    && method.getName().equals("completion")) {
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
    }
}
