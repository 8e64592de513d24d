package io.millrace.testkit.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What connectors are to do and what they have done: every call is logged, and fails if the test wants it to. */
final class Script {

    private final List<String> log = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private final Map<String, List<Long>> visible = new HashMap<>();

    /** From now on this call fails, each time. */
    void fail(String call, RuntimeException failure) {
        failures.put(call, failure);
    }

    void called(String call) {
        log.add(call);
        RuntimeException failure = failures.get(call);
        if (failure != null) {
            throw failure;
        }
    }

    void show(String sink, List<Long> values) {
        visible.computeIfAbsent(sink, _ -> new ArrayList<>()).addAll(values);
    }

    /** All calls, in order. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** What a sink has committed. */
    List<Long> visible(String sink) {
        return visible.getOrDefault(sink, List.of());
    }
}
