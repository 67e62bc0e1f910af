package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a session sends on one channel, beside what it was given to send and what it was granted. */
final class SentStream {
    private static final int FRAME = 1_024;

    private final ChannelProbe probe;
    private final int initialWindow;
    private final boolean counted;
    private final List<Integer> offered = new ArrayList<>();
    private final List<Integer> messages = new ArrayList<>();
    private long window;
    private long credit;
    private int partial;
    private boolean insideMessage;

    SentStream(ChannelProbe probe, int window, int credit) {
        this.probe = probe;
        this.initialWindow = window;
        this.window = window;
        this.credit = credit;
        this.counted = credit != Frame.UNBOUNDED;
    }

    int id() {
        return probe.id();
    }

    void offer(ByteBuffer message) {
        offered.add(message.remaining());
        probe.send(message);
    }

    Frame granting(int bytes) {
        window += bytes;
        return Frame.grant(id(), bytes);
    }

    Frame granting(int bytes, int more) {
        window += bytes;
        credit += more;
        return Frame.grant(id(), bytes, more);
    }

    void sent(Frame frame) {
        if (frame.type() != Frame.DATA) {
            throw new AssertionError("nothing but DATA was to be sent: " + frame);
        }
        int bytes = frame.payload().remaining();
        credit -= insideMessage ? 0 : 1;
        window -= bytes;
        partial += bytes;
        insideMessage = (frame.flags() & Frame.MORE) != 0;
        if (!insideMessage) {
            messages.add(partial);
            partial = 0;
        }
    }

    boolean isWithinItsGrants() {
        return window >= 0 && (credit >= 0 || !counted);
    }

    /** Whether nothing is left to send, or what is left cannot go yet (W-16). */
    boolean waitsForItsPeer() {
        if (messages.size() == offered.size()) {
            return true;
        }
        if (insideMessage) {
            return window == 0;
        }
        int next = offered.get(messages.size());
        boolean waitsForWindow = window < Math.min(next, FRAME) && window < 7L * initialWindow / 8 + 1;
        return credit == 0 || waitsForWindow;
    }

    /** The sizes of the messages given to the session. */
    List<Integer> offered() {
        return offered;
    }

    /** The sizes of those that have gone out whole. */
    List<Integer> messages() {
        return messages;
    }

    /** Whether what has gone out are the first of the messages given to the session. */
    boolean isInOrder() {
        return messages.size() <= offered.size() && messages.equals(offered.subList(0, messages.size()));
    }
}
