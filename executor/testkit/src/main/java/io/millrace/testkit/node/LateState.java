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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * State over state whose answers come late, as from a disk: a fetch or a scan mostly says what to wait for first, and
 * sometimes says so again. What is waited for comes with {@link #arrive}.
 */
final class LateState {

    /** The interfaces whose objects are wrapped when a state hands them out. */
    private static final List<Class<?>> WRAPPED = List.of(
            TableState.class, Table.class, ListState.class, OrderedState.class, BroadcastState.class, Table.Scan.class);

    private final RandomGenerator random;
    private final boolean late;
    private final List<Completion> waiting = new ArrayList<>();
    private final IdentityHashMap<Object, Object> wrappers = new IdentityHashMap<>();

    LateState(RandomGenerator random, boolean late) {
        this.random = random;
        this.late = late;
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
        if (waiting.isEmpty() || random.nextInt(3) == 0) {
            return false;
        }
        List<Completion> arriving = List.copyOf(waiting);
        waiting.clear();
        arriving.forEach(Completion::complete);
        return true;
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
            if (fetch || scan) {
                if (timesLate < 0) {
                    timesLate = random.nextInt(3);
                }
                if (timesLate > 0) {
                    timesLate--;
                    Completion wait = new Completion();
                    waiting.add(wait);
                    completion = wait;
                    return fetch ? wait : (Object) Table.Scan.WAITING;
                }
                timesLate = -1;
            }
            if (state instanceof Table.Scan && method.getName().equals("completion")) {
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
