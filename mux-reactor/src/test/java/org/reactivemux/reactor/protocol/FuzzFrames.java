package org.reactivemux.reactor.protocol;

import java.util.List;
import org.reactivemux.ErrorCode;

/** Frames as the program has them: mostly such as make sense where the session stands, so that deep states are met. */
final class FuzzFrames {
    /** Beyond every limit on what may wait, and on late frames of the few channels that a program has. */
    private static final int MANY = 1_200;

    private static final int MOST_REPEATED = 1_500;

    private final FuzzInput input;
    private final FuzzedSession driven;
    private final FuzzPeer peer;
    private int lastOpened;
    private int repeated;

    FuzzFrames(FuzzInput input, FuzzedSession driven, int lastOdd) {
        this.input = input;
        this.driven = driven;
        this.peer = driven.peer();
        this.lastOpened = driven.session().role() == Role.ACCEPTOR ? lastOdd : lastOdd + 1;
    }

    /** The first frame of the peer, if there is to be any. */
    void greeting() {
        Role role = driven.session().role().other();
        switch (input.below(10)) {
            case 0 -> {}
            case 1 -> peer.say(0, Frame.PING, 0);
            case 2 -> peer.say(0, Frame.PING, Frame.HELLO, input.take(input.below(64)));
            case 3 -> hello(Tlvs.role(role).u32(6, 1).u32(7, -1));
            case 4 ->
                hello(Tlvs.role(role)
                        .u32(3, 1_024)
                        .u32(4, 2_000)
                        .u32(5, 2)
                        .u32(6, 1_000)
                        .u32(7, input.below(3)));
            case 5 -> hello(new Tlvs().u16(1, input.below(3)).u8(2, input.below(4)));
            case 6 -> hello(Tlvs.role(role).u32(5, 1).u32(6, Integer.MAX_VALUE).u32(7, Integer.MAX_VALUE));
            default -> hello(Tlvs.role(role));
        }
    }

    private void hello(Tlvs settings) {
        peer.say(0, Frame.PING, Frame.HELLO, settings.bytes());
    }

    /** On which channel: one of those that there are, the last one first, or any other. */
    private int id() {
        int which = input.next();
        List<FuzzedChannel> channels = driven.channels();
        if (which < 0xF0 && !channels.isEmpty()) {
            return channels.get(channels.size() - 1 - which % channels.size()).id();
        }
        return which < 0xF0 ? lastOpened : input.number();
    }

    void any() {
        int type = 1 + input.below(8);
        int id = type == Frame.PING || type == Frame.PONG ? input.below(16) / 15 : id();
        int flags = input.next();
        if (type == Frame.DATA) {
            peer.sayData(id, flags, input.size());
        } else {
            peer.say(id, type, flags, input.take(input.below(48)));
        }
    }

    void open() {
        lastOpened += 2 * (1 + input.below(16) / 15);
        lastOpened += lastOpened == 0 ? 2 : 0;
        Tlvs head = new Tlvs();
        switch (input.below(8)) {
            case 0 -> head.u32(5, input.number());
            case 1 -> head.text(1, "name").metadata("key", "value").u16(3, 1 + input.next());
            case 2 -> head.bytes(input.take(input.below(40)));
            default -> {}
        }
        peer.say(lastOpened, Frame.OPEN, 0, head.bytes());
    }

    /** No more than the session has granted. */
    void welcomeData() {
        List<FuzzedChannel> channels = driven.channels();
        int which = input.next();
        int size = input.size();
        int flags = input.below(8);
        if (!channels.isEmpty()) {
            FuzzedChannel channel = channels.get(channels.size() - 1 - which % channels.size());
            int fits = Math.min(Math.min(size, channel.welcome()), 1_024);
            boolean more = fits > 0 && flags > 4;
            peer.sayData(channel.id(), more ? Frame.MORE : flags == 1 ? Frame.END : 0, fits);
        }
    }

    void data() {
        peer.sayData(id(), input.next(), input.size());
    }

    void grant() {
        int id = id();
        int bytes = input.number();
        if (input.flag()) {
            peer.say(id, Frame.FLOW_CONTROL, 0, Frame.ints(bytes, input.number()));
        } else {
            peer.say(id, Frame.FLOW_CONTROL, 0, Frame.ints(bytes));
        }
    }

    void close() {
        peer.say(id(), Frame.CLOSE, input.below(4));
    }

    /** To the OPEN of a channel. */
    void answer() {
        int id = id();
        switch (input.below(4)) {
            case 0 -> peer.say(id, Frame.ERROR, 0, Frame.ints(ErrorCode.REFUSED.value()));
            case 1 ->
                peer.say(id, Frame.ACK, 0, new Tlvs().u8(4, input.below(2)).bytes());
            default -> peer.say(id, Frame.ACK, 0);
        }
    }

    void error() {
        peer.say(id(), Frame.ERROR, 0, Frame.ints(input.number()));
    }

    /** The last frame a few times more, or many times. */
    void again() {
        int few = input.next();
        int times = Math.min(few == 0xFF ? MANY : few % 8, MOST_REPEATED - repeated);
        repeated += times;
        peer.sayAgain(times);
    }

    /** What concerns the whole connection. */
    void connection() {
        switch (input.below(6)) {
            case 0 -> peer.say(0, Frame.CLOSE, 0, Frame.ints(input.flag() ? id() : input.number(), 0));
            case 1 -> peer.say(0, Frame.ERROR, 0, Frame.ints(input.number()));
            case 2 -> peer.say(0, Frame.PONG, 0, input.take(8));
            default -> peer.say(0, Frame.PING, 0, input.take(input.below(9)));
        }
    }
}
