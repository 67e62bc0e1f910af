package org.reactivemux.reactor.protocol;

import java.util.OptionalInt;
import org.reactivemux.PeerSettings;

/** What the session has been told it may do on a channel at first, without any grant. */
record FuzzPeerSettings(long window, long credit, int largestFrame, int largestMessage) {
    static FuzzPeerSettings of(PeerSettings hello, OptionalInt ofChannel) {
        int credit = ofChannel.orElse(hello.initialCredit());
        boolean unbounded = credit == FrameFormat.UNBOUNDED;
        return new FuzzPeerSettings(
                hello.initialWindow(),
                unbounded ? Long.MAX_VALUE >> 1 : credit,
                hello.largestFrame(),
                hello.largestMessage());
    }
}
