package io.millrace.engine.exchange;

/** A queue of elements with one writer and one reader, both in this process. */
public interface Channel extends ChannelWriter, ChannelReader {}
