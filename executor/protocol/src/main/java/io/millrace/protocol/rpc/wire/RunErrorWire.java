package io.millrace.protocol.rpc.wire;

import io.millrace.model.error.ErrorDomain;
import io.millrace.model.error.RunError;
import java.util.Optional;

/** Errors as messages. */
public final class RunErrorWire {

    private RunErrorWire() {}

    /** The error as a message. */
    public static io.millrace.protocol.executor.v1.RunError encode(RunError error) {
        var out = io.millrace.protocol.executor.v1.RunError.newBuilder()
                .setDomain(
                        switch (error.domain()) {
                            case USER -> io.millrace.protocol.executor.v1.RunError.Domain.DOMAIN_USER;
                            case EXTERNAL -> io.millrace.protocol.executor.v1.RunError.Domain.DOMAIN_EXTERNAL;
                            case INTERNAL -> io.millrace.protocol.executor.v1.RunError.Domain.DOMAIN_INTERNAL;
                        })
                .setCode(error.code())
                .setMessage(error.message())
                .setRetryable(error.retryable());
        error.nodeId().ifPresent(out::setNodeId);
        error.position().ifPresent(out::setPosition);
        return out.build();
    }

    /**
     * The error in a message.
     *
     * @throws UnreadableMessage when it is none
     */
    public static RunError decode(io.millrace.protocol.executor.v1.RunError message) {
        ErrorDomain domain =
                switch (message.getDomain()) {
                    case DOMAIN_USER -> ErrorDomain.USER;
                    case DOMAIN_EXTERNAL -> ErrorDomain.EXTERNAL;
                    case DOMAIN_INTERNAL -> ErrorDomain.INTERNAL;
                    case DOMAIN_UNSPECIFIED, UNRECOGNIZED ->
                        throw new UnreadableMessage("Whose business the error " + message.getCode()
                                + " is, is missing, or" + " not known to this version: " + message.getMessage());
                };
        return new RunError(
                domain,
                message.getCode(),
                message.hasNodeId() ? Optional.of(message.getNodeId()) : Optional.empty(),
                message.getMessage(),
                message.hasPosition() ? Optional.of(message.getPosition()) : Optional.empty(),
                message.getRetryable());
    }
}
