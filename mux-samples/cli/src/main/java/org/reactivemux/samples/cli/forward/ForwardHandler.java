package org.reactivemux.samples.cli.forward;

import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;

/** Carries each channel on over a TCP connection of its own, to one target. */
public final class ForwardHandler implements MuxHandler {
    /** What the other side is told when the target cannot be reached; the target itself is none of its business. */
    static final ErrorCode UNREACHABLE = ErrorCode.application(0x1005);

    private final Tcp tcp;
    private final HostAndPort target;
    private final Complaints complaints;

    /**
     * A handler.
     *
     * @param tcp makes the connections
     * @param target where to
     * @param complaints is told of each connection that cannot be made
     */
    public ForwardHandler(Tcp tcp, HostAndPort target, Complaints complaints) {
        this.tcp = tcp;
        this.target = target;
        this.complaints = complaints;
    }

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return tcp.connect(target)
                .onErrorMap(failure -> unreachable(channel.name(), failure))
                .flatMap(connection -> Splice.of(channel, connection).onErrorComplete());
    }

    private ChannelException unreachable(String name, Throwable failure) {
        complaints.tell("cannot forward '%s' to %s".formatted(name, target), failure);
        return new ChannelException(
                UNREACHABLE, "the server cannot reach what '%s' stands for: %s".formatted(name, failure.getMessage()));
    }
}
