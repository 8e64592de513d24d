package io.millrace.launcher.process;

/** Is told what happens, in words for people; called on the supervisor's thread. */
@FunctionalInterface
public interface Story {

    /** @param words a line without its end */
    void tell(String words);
}
