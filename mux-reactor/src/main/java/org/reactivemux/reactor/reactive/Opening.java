package org.reactivemux.reactor.reactive;

import java.util.function.Consumer;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.Channel;
import org.reactivemux.reactor.protocol.ChannelObserver;
import reactor.core.publisher.MonoSink;

/** An {@code open} that waits for the peer's answer; until then the application has no channel. */
final class Opening implements ChannelObserver {
    private final Connection connection;
    private final Channel core;
    private final MonoSink<MuxChannel> sink;

    private Opening(Connection connection, Channel core, MonoSink<MuxChannel> sink) {
        this.connection = connection;
        this.core = core;
        this.sink = sink;
    }

    static void start(Connection connection, ChannelSpec spec, MonoSink<MuxChannel> sink) {
        connection.run(() -> {
            try {
                Channel core = connection.openCore(spec);
                core.observe(new Opening(connection, core, sink));
                sink.onCancel(() -> connection.run(() -> abandon(core)));
            } catch (MuxException | IllegalArgumentException refused) {
                Safely.fail(sink, refused);
            }
        });
    }

    private static void abandon(Channel core) {
        String text = "the opener cancelled";
        core.abort(ErrorCode.CANCELLED, text, new ChannelException(ErrorCode.CANCELLED, text));
    }

    @Override
    public void changed() {
        MuxException failure = core.inbound().failure();
        if (core.isAnswered() && !(failure instanceof ChannelRefusedException)) {
            tell(sink::success); // of a channel that may have failed since
        } else if (failure != null) {
            tell(channel -> sink.error(failure));
        }
    }

    /** From now on the channel has an observer of its own. */
    private void tell(Consumer<ReactiveChannel> answer) {
        ReactiveChannel channel = new ReactiveChannel(connection, core);
        try {
            answer.accept(channel);
        } catch (Throwable defect) {
            ReactiveChannel.breakOff(core, defect);
        }
    }
}
