package io.millrace.protocol.rpc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.millrace.protocol.job.Prepared;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prepared output as messages, one per operator. */
final class PreparedWire {

    private PreparedWire() {}

    static List<io.millrace.protocol.executor.v1.Prepared> encode(Prepared prepared) {
        return prepared.byOperator().keySet().stream()
                .map(operator -> io.millrace.protocol.executor.v1.Prepared.newBuilder()
                        .setOperator(operator)
                        .addAllCommittables(prepared.of(operator).stream()
                                .map(UnsafeByteOperations::unsafeWrap)
                                .toList())
                        .build())
                .toList();
    }

    static Prepared decode(List<io.millrace.protocol.executor.v1.Prepared> messages) {
        SortedMap<Integer, List<String>> byOperator = new TreeMap<>();
        for (io.millrace.protocol.executor.v1.Prepared message : messages) {
            List<String> before = byOperator.put(
                    message.getOperator(),
                    message.getCommittablesList().stream()
                            .map(PreparedWire::hex)
                            .toList());
            UnreadableMessage.require(
                    before == null, "What operator " + message.getOperator() + " prepared is there twice");
        }
        return new Prepared(byOperator);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
