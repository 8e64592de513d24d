package io.millrace.designer.events;

import java.util.ArrayList;
import java.util.List;

/** Holds news back until it is released, then passes them on in order. */
final class HeldListener implements Listener {

    private final Listener listener;

    /** What is held back; not used any more after the release. Guarded by this. */
    private final List<Runnable> held = new ArrayList<>();

    /** Guarded by this. */
    private boolean isReleased;

    HeldListener(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void snapshot(Object data) {
        pass(() -> listener.snapshot(data));
    }

    @Override
    public void change(Object data) {
        pass(() -> listener.change(data));
    }

    @Override
    public void gap() {
        pass(listener::gap);
    }

    private synchronized void pass(Runnable news) {
        if (isReleased) {
            news.run();
        } else {
            held.add(news);
        }
    }

    synchronized void release() {
        isReleased = true;
        held.forEach(Runnable::run);
        held.clear();
    }
}
