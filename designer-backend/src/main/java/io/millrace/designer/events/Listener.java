package io.millrace.designer.events;

/** Whoever is told of a topic. Safe for several threads; never waits. What it is given is written as JSON at once. */
public interface Listener {

    /** The whole state. */
    void snapshot(Object data);

    /** What changed: the whole new state or an item, as the topic defines it. */
    void change(Object data);

    /** Something was missed, so what the listener knows must be asked for anew. */
    void gap();
}
