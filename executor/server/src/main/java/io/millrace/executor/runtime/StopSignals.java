package io.millrace.executor.runtime;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Ctrl-C and other polite requests to end, while open: none of them ends the process, all are told to a handler. A
 * shutdown hook cannot do this: the process would end with the signal's exit code whatever came of the run, and a second
 * request would not be heard.
 *
 * <p>The JDK has signals in {@code sun.misc.Signal} only, which cannot be named in code that compiles without warnings.
 * Where it is missing, requests end the process as ever.
 */
public final class StopSignals implements AutoCloseable {

    /** Ctrl-C, {@code kill}, and the terminal's end. Not every system has all of them. */
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final Map<String, Object> before = new HashMap<>();

    private StopSignals() {}

    /**
     * Has requests handled.
     *
     * @param handler gets how many there were, from 1 on; on a thread of its own for each, so that one that is held up
     *     does not hold up the next
     */
    public static StopSignals handledBy(IntConsumer handler) {
        StopSignals signals = new StopSignals();
        AtomicInteger requests = new AtomicInteger();
        NAMES.forEach(name -> signals.handle(name, () -> handler.accept(requests.incrementAndGet())));
        return signals;
    }

    private void handle(String name, Runnable requested) {
        try {
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = MethodHandleProxies.asInterfaceInstance(
                    handlerType,
                    MethodHandles.dropArguments(
                            MethodHandles.lookup()
                                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                                    .bindTo(requested),
                            0,
                            Class.forName("sun.misc.Signal")));
            before.put(name, replace(name, handler));
        } catch (ReflectiveOperationException | IllegalArgumentException missing) {
            // This system does not have the signal, or leaves it to nobody.
        }
    }

    private static Object replace(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Method handle = signalType.getMethod("handle", signalType, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
    }

    /** Requests do again what they did before. */
    @Override
    public void close() {
        before.forEach((name, handler) -> {
            try {
                replace(name, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The handler of signal " + name + " could be set and not reset", e);
            }
        });
    }
}
