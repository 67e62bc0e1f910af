package org.reactivemux.reactor.fault;

import static org.reactivemux.reactor.raw.RawFrame.*;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.raw.RawFrame;

/** What a flood can make a server hold is bounded, and given back when its connection has ended. */
@EachTransport
class FloodMemoryTest {
    private static final int CHANNELS = 16;
    private static final long FEW = 8 << 20;

    @AutoClose
    private final FloodedServer limited;

    @AutoClose
    private final FloodedServer byDefault;

    FloodMemoryTest(Transport transport) {
        limited = new FloodedServer(transport, FloodedServer.SOON_REACHED);
        byDefault = new FloodedServer(transport, MuxOptions.defaults());
    }

    private void floodInEveryWay() throws InterruptedException {
        for (ExtendedFlood flooding : ExtendedFlood.values()) {
            try (HostilePeer hostile = limited.hostile()) {
                hostile.greet();
                hostile.floodToTheEnd(flooding.flood());
            }
        }
        for (PlainFlood flooding : PlainFlood.values()) {
            try (HostilePeer hostile = limited.hostile()) {
                hostile.floodToTheEnd(flooding.flood());
            }
        }
        limited.assertNoHandlerIsLeft();
    }

    @Test
    void nothingIsLeftOfAnyFlood() throws InterruptedException {
        floodInEveryWay(); // what is loaded and cached by that stays
        Footprint before = Footprint.now();

        floodInEveryWay();

        Footprint.assertBackWithin(FEW, before);
    }

    /** L-6: a million fragments of a byte each are a megabyte. */
    @Test
    void smallFragmentsTakeAboutTheirBytes() throws InterruptedException {
        try (HostilePeer hostile = byDefault.hostile()) {
            hostile.greet();
            for (int channel = 0; channel < CHANNELS; channel++) {
                hostile.say(List.of(open(2 * channel + 1, FloodedServer.IDLE)));
            }
            hostile.settle();
            Footprint before = Footprint.now();

            for (int channel = 0; channel < CHANNELS; channel++) {
                hostile.say(Collections.nCopies(60_000, data(2 * channel + 1, MORE, utf8("x"))));
            }
            hostile.settle();

            Footprint.assertWithin(FEW, before);
        }
    }

    /** The plain dialect has no credit; what bounds its unread messages is a number for the whole connection. */
    @Test
    void unreadMessagesOfAPlainPeerTakeNoMoreThanIsDocumented() throws InterruptedException {
        try (HostilePeer hostile = byDefault.hostile()) {
            List<RawFrame> opens = new ArrayList<>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                opens.add(RawFrame.empty(2 * channel + 1, OPEN, 0));
            }
            hostile.say(opens);
            hostile.settle();
            Footprint before = Footprint.now();

            for (int channel = 0; channel < CHANNELS - 1; channel++) {
                hostile.say(Collections.nCopies(65_536, data(2 * channel + 1, 0, ByteBuffer.wrap(new byte[1]))));
            }
            hostile.settle();

            Footprint.assertWithin(100 << 20, before);
        }
    }
}
