package org.reactivemux.reactor.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/** A peer that takes as much as one likes, on channels that are open from the start. */
final class EndlessPeer implements SessionObserver {
    private static final int LARGEST_FRAME = 65_536;
    private static final int LARGEST_MESSAGE = 16 << 20;

    private final Session session = new Session(Role.ACCEPTOR, MuxOptions.defaults(), this, 0);

    EndlessPeer() {
        PeerSettings settings = new PeerSettings(
                Hello.VERSION,
                LARGEST_FRAME,
                LARGEST_MESSAGE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                FrameFormat.UNBOUNDED,
                Set.of());
        DirectBatch batch = new DirectBatch();
        byte[] hello = new Hello(Role.INITIATOR, settings).encode();
        new FrameEncoder().control(batch, 0, FrameFormat.PING, FrameFormat.HELLO, hello);
        session.receive(batch.written(), 0);
    }

    /** Channels with the ids of an initiator; the session itself does not know them. */
    List<Channel> channels(int count) {
        ChannelHead head = new ChannelHead("", Map.of(), ChannelSpec.DEFAULT_WEIGHT, 0, OptionalInt.empty());
        List<Channel> all = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            all.add(new Channel(session, head, Admission.ANSWERED, 2 * n + 1));
        }
        return all;
    }

    @Override
    public void established() {
        // the channels are there without it
    }

    @Override
    public void offered(Channel channel) {
        throw new IllegalStateException("this peer opens no channels");
    }

    @Override
    public void ended(@Nullable MuxException cause) {
        throw new IllegalStateException("this peer stays", cause);
    }
}
