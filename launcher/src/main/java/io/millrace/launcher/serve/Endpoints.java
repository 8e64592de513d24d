package io.millrace.launcher.serve;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.process.PortHolder;
import io.millrace.launcher.process.Ports;
import java.io.IOException;
import java.util.OptionalInt;

/** The ports of this start; all but that of executors, who may be elsewhere, on the loopback address. They stay the same when a child is started again. */
record Endpoints(int http, int grpc, int postgres) {

    private static final int USUAL = 8420;

    /** @throws Refusal when the wished port is taken */
    static Endpoints choose(OptionalInt wished) throws IOException {
        int http = wished.isPresent() ? exactly(wished.getAsInt()) : from(USUAL);
        return new Endpoints(http, from(http + 1), Ports.any());
    }

    private static int exactly(int port) {
        if (!Ports.isFree(port)) {
            throw new Refusal(
                    "port " + port + " is taken"
                            + PortHolder.of(port).map(holder -> " by " + holder).orElse("") + ".",
                    "End that, choose another with --port N, or leave --port out: the next free one is found.");
        }
        return port;
    }

    private static int from(int port) {
        return Ports.freeFrom(port)
                .orElseThrow(() -> new Refusal(
                        "the hundred ports from " + port + " are all taken.", "Choose a free one with --port N."));
    }
}
