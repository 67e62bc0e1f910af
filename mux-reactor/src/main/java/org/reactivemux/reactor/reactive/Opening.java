package org.reactivemux.reactor.reactive;

import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxException;
import reactor.core.publisher.MonoSink;

/** An {@code open} that waits for the peer's answer. */
final class Opening {
    private final MonoSink<MuxChannel> sink;

    private Opening(MonoSink<MuxChannel> sink) {
        this.sink = sink;
    }

    static void start(Connection connection, ChannelSpec spec, MonoSink<MuxChannel> sink) {
        connection.run(() -> {
            try {
                ReactiveChannel channel = new ReactiveChannel(connection, connection.openCore(spec));
                channel.announceTo(new Opening(sink));
                sink.onCancel(() -> connection.run(() -> abandon(channel)));
            } catch (MuxException | IllegalArgumentException refused) {
                sink.error(refused);
            }
        });
    }

    private static void abandon(ReactiveChannel channel) {
        String text = "the opener cancelled";
        channel.core().abort(ErrorCode.CANCELLED, text, new ChannelException(ErrorCode.CANCELLED, text));
    }

    /** Tells the subscriber if the channel was accepted or refused; true if it was told. */
    boolean changed(ReactiveChannel channel) {
        MuxException failure = channel.core().inbound().failure();
        boolean refused = failure instanceof ChannelRefusedException;
        if (channel.core().isAnswered() && !refused) {
            sink.success(channel); // which may have failed since
        } else if (failure != null) {
            sink.error(failure);
        } else {
            return false;
        }
        return true;
    }
}
