package org.reactivemux.reactor.protocol;

import java.util.Map;
import java.util.OptionalInt;
import org.reactivemux.MuxOptions;

/** Channels for tests of the types around them: answered, but not known to the session they belong to. */
final class BareChannels {
    private final Session session;

    /** The peer takes frames of that size and as much as one likes. */
    BareChannels(int largestFrame) {
        Tlvs settings =
                new Tlvs().u32(3, largestFrame).u32(6, Integer.MAX_VALUE).u32(7, Frame.UNBOUNDED);
        session = ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults(), settings)
                .session();
    }

    Channel channel(int id) {
        return weighted(id, 16);
    }

    Channel weighted(int id, int weight) {
        return new Channel(
                session, new ChannelHead("", Map.of(), weight, 0, OptionalInt.empty()), Admission.ANSWERED, id);
    }
}
