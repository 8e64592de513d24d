package io.millrace.engine.codegen;

import io.millrace.engine.codegen.LoopAssembler.Assembled;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generated classes of the process. The same code over the same constants is one class, whichever pipeline asks, so
 * that a pipeline that starts again finds its loops compiled. The least recently asked for are forgotten; a hidden class
 * goes when its last object does.
 *
 * <p>With the logger of this class at TRACE (FINER), each new class is printed. Any thread.
 */
final class LoopClasses {

    /** At some kilobytes each, a few dozen megabytes; far more loops than the pipelines of one process have. */
    private static final int CAPACITY = 4_096;

    private static final System.Logger LOGGER = System.getLogger(LoopClasses.class.getName());

    private static final LoopClasses SHARED = new LoopClasses(CAPACITY);

    /** What makes two classes the same: all of what they are made from. */
    private record Key(byte[] bytes, List<Object> constants) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(bytes, that.bytes) && constants.equals(that.constants);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bytes) + constants.hashCode();
        }
    }

    /**
     * A class, ready for objects.
     *
     * @param texts the array its text constants lie in
     */
    record LoopClass(MethodHandle constructor, byte[] texts) {

        /** A fresh loop for one task. */
        BlockLoop create() {
            try {
                return (BlockLoop) constructor.invokeExact();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("The constructor of a generated class failed", e);
            }
        }
    }

    private final Map<Key, LoopClass> classes;

    /** A cache for this many classes. */
    LoopClasses(int capacity) {
        classes = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, LoopClass> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The one of the process. */
    static LoopClasses shared() {
        return SHARED;
    }

    /** The class of this code, defined when it is not there yet. */
    synchronized LoopClass get(Assembled assembled) {
        return classes.computeIfAbsent(new Key(assembled.bytes(), assembled.constants()), _ -> define(assembled));
    }

    private static LoopClass define(Assembled assembled) {
        LOGGER.log(
                System.Logger.Level.TRACE,
                () -> LoopAssembler.CLASS_FILE.parse(assembled.bytes()).toDebugString());
        try {
            MethodHandles.Lookup loop = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(assembled.bytes(), assembled.constants(), true);
            MethodHandle constructor = loop.findConstructor(loop.lookupClass(), MethodType.methodType(void.class));
            return new LoopClass(constructor.asType(MethodType.methodType(BlockLoop.class)), assembled.texts());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("A generated class has no constructor", e);
        }
    }
}
