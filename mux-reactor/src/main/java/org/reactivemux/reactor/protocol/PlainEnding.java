package org.reactivemux.reactor.protocol;

import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.MuxOptions;

/** How a channel to a plain peer ends: there is one CLOSE for both directions (docs/protocol.md, P-14). */
final class PlainEnding {
    private PlainEnding() {}

    /**
     * The CLOSE goes out behind the data when the writer has completed and the reader has ended or gone too; by option
     * without waiting for the reader.
     */
    static void settle(Channel channel, MuxOptions options) {
        Outbound outbound = channel.outbound();
        Inbound inbound = channel.inbound();
        if (outbound.state() != Direction.ENDING || !outbound.isDrained()) {
            return;
        }
        if (inbound.isOver() || options.closePlainAtCompletion()) {
            inbound.ended();
            channel.owe(ControlFrames.CLOSE);
        } else if (!outbound.awaitsFlush() && !outbound.isWritten()) {
            channel.session().output().endWithLatestBatch(channel);
        }
    }
}
