package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import org.reactivemux.ChannelSnapshot.Direction;

/** The control frames a channel can owe, and how each is built from the channel's state when it is written. */
final class ControlFrames {
    static final int OPEN = 1;
    static final int ACK = 1 << 1;
    static final int GRANT = 1 << 2;
    static final int STOP = 1 << 3;
    static final int FIN = 1 << 4;
    static final int ERROR = 1 << 5;
    static final int CLOSE = 1 << 6;
    static final int REFUSAL = 1 << 7;
    static final int CLOSE_ACK = 1 << 8;

    private static final byte[] NO_HEAD = {};

    private final FrameEncoder encoder;

    ControlFrames(FrameEncoder encoder) {
        this.encoder = encoder;
    }

    /** Writes all that the channel owes: OPEN or ACK first, the end last (docs/protocol.md, C-28). */
    void write(Channel channel, Batch batch, long batchNumber) {
        int owed = channel.owed().takeAll();
        if ((owed & OPEN) != 0) {
            channel.session().opening(channel);
            byte[] head = channel.isPlain()
                    ? NO_HEAD
                    : channel.session().channels().heads().encoded(channel.head());
            encoder.control(batch, channel.id(), OPEN_CHANNEL, 0, head);
        }
        if ((owed & ACK) != 0) {
            encoder.control(batch, channel.id(), FrameFormat.ACK, 0, ChannelHead.agreeing(channel.codec()));
            channel.answered();
            if ((owed & CLOSE_ACK) != 0) {
                encoder.control(batch, channel.id(), FrameFormat.ACK, 0);
            }
        }
        if ((owed & (OPEN | ACK)) != 0) {
            Settlement.proceed(channel);
            owed |= channel.owed().takeAll();
        }
        if ((owed & REFUSAL) != 0) {
            channel.answered();
            error(channel, batch);
        } else if ((owed & ERROR) != 0) {
            if ((owed & STOP) != 0) {
                encoder.control(batch, channel.id(), CLOSE_CHANNEL, FrameFormat.STOP);
            }
            error(channel, batch);
        } else {
            if ((owed & GRANT) != 0) {
                grant(channel, batch);
            }
            ends(channel, owed, batch, batchNumber);
        }
        if ((owed & ~(OPEN | GRANT)) != 0) { // what follows from the OPEN has proceeded
            channel.touch();
        }
    }

    /** A plain peer ignores ERROR, so a CLOSE follows (P-17). */
    private void error(Channel channel, Batch batch) {
        ErrorPayload words = channel.lastWords();
        if (words != null) {
            encoder.control(batch, channel.id(), FrameFormat.ERROR, 0, words.encode());
        }
        if (channel.isPlain()) {
            encoder.control(batch, channel.id(), CLOSE_CHANNEL, 0);
        }
    }

    void grant(Channel channel, Batch batch) {
        if (!channel.mayGrant()) {
            return;
        }
        int bytes = channel.inbound().window().take();
        int messages =
                channel.inbound().credit().isOwed() ? channel.inbound().credit().take() : 0;
        if (messages != 0) {
            encoder.grant(batch, channel.id(), bytes, messages);
        } else if (bytes != 0) {
            encoder.grant(batch, channel.id(), bytes);
        }
    }

    private void ends(Channel channel, int owed, Batch batch, long batchNumber) {
        Outbound outbound = channel.outbound();
        boolean fin = (owed & (FIN | CLOSE)) != 0 && outbound.state() == Direction.ENDING && outbound.isDrained();
        boolean stop = (owed & STOP) != 0;
        if (fin) {
            outbound.endWrittenIn(batchNumber);
        }
        if ((owed & CLOSE) != 0) {
            encoder.control(batch, channel.id(), CLOSE_CHANNEL, 0);
        } else if (fin || stop) {
            encoder.control(
                    batch, channel.id(), CLOSE_CHANNEL, (fin ? FrameFormat.FIN : 0) | (stop ? FrameFormat.STOP : 0));
        }
    }
}
