package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.reactivemux.ErrorCode;

/** What a sender must keep to, judged by its frames alone: what it said before, and what it has heard. */
final class CoreSender {
    private final Role role;
    private final CoreTerms terms;
    private final Map<Integer, Said> channels = new HashMap<>();
    private final ArrayDeque<ByteBuffer> pings = new ArrayDeque<>();
    private int highest;
    private boolean greeted;
    private boolean hasHeard;
    private boolean left;
    private boolean hasEnded;

    /** What was said on one channel. */
    private static final class Said {
        boolean answered;
        boolean ended;
        boolean stopped;
        boolean failed;
        boolean closed;
        boolean insideMessage;
        int messageSize;

        boolean isOver() {
            return failed || closed;
        }
    }

    CoreSender(Role role, CoreTerms terms) {
        this.role = role;
        this.terms = terms;
        this.highest = terms.highest(role);
    }

    void hears(Frame frame) {
        hasHeard = true;
        if (frame.type() == Frame.PING) {
            pings.add(frame.payload());
        } else if (frame.type() == Frame.OPEN) {
            channels.put(frame.channel(), new Said());
        }
    }

    /** The frame was put on the wire. */
    void says(Frame frame) {
        assertThat(hasEnded)
                .as("%s is not behind an ERROR on channel 0 (K-13)", frame)
                .isFalse();
        boolean hello = frame.type() == Frame.PING && frame.flags() == Frame.HELLO;
        assertThat(hello)
                .as("%s: a hello is the first frame and no other (H-1, H-6)", frame)
                .isNotEqualTo(greeted);
        greeted = true;
        boolean lastWords = frame.channel() == 0 && frame.type() == Frame.ERROR;
        assertThat(hello || lastWords || hasHeard)
                .as("%s is not said before the peer spoke (H-8)", frame)
                .isTrue();
        assertThat(terms.plain() && !hello ? frame.flags() : 0)
                .as("flags of %s (P-3)", frame)
                .isZero();
        if (frame.channel() == 0) {
            onConnection(frame);
        } else if (frame.type() == Frame.OPEN) {
            open(frame);
        } else {
            onChannel(frame);
        }
    }

    private void onConnection(Frame frame) {
        switch (frame.type()) {
            case Frame.PING -> {}
            case Frame.PONG ->
                assertThat(frame.payload()).as("the payload of a PONG (K-3)").isEqualTo(pings.poll());
            case Frame.CLOSE -> {
                assertThat(terms.plain())
                        .as("a go-away goes to a plain peer (P-13)")
                        .isFalse();
                left = true;
            }
            case Frame.ERROR -> hasEnded = true;
            default -> throw new AssertionError(frame + " on channel 0 (F-5)");
        }
    }

    private void open(Frame frame) {
        int id = frame.channel();
        assertThat(left).as("%s is not behind a go-away (K-1)", frame).isFalse();
        assertThat(role.owns(id) && id - highest > 0)
                .as("%s has the next id (C-1, C-2)", frame)
                .isTrue();
        highest = id;
        Said said = new Said();
        said.answered = true;
        channels.put(id, said);
    }

    private void onChannel(Frame frame) {
        Said said = channels.get(frame.channel());
        assertThat(said).as("%s is for a channel that was opened (C-3)", frame).isNotNull();
        boolean refusal = frame.type() == Frame.ERROR && refuses(frame) && !said.answered;
        boolean answers = frame.type() == Frame.ACK || refusal;
        assertThat(said.answered || answers)
                .as("%s is behind the answer (C-7)", frame)
                .isTrue();
        boolean farewell =
                terms.plain() && (frame.type() == Frame.ACK || (frame.type() == Frame.CLOSE && !said.closed));
        assertThat(said.isOver() && !farewell)
                .as("%s is behind the end of its channel", frame)
                .isFalse();
        switch (frame.type()) {
            case Frame.ACK ->
                assertThat(said.answered && !terms.plain())
                        .as("%s answers (C-4)", frame)
                        .isFalse();
            case Frame.DATA -> data(frame, said);
            case Frame.FLOW_CONTROL -> grant(frame, said);
            case Frame.CLOSE -> close(frame, said);
            case Frame.ERROR -> {
                assertThat(!terms.plain() && refuses(frame) && !refusal)
                        .as("%s refuses in place of the ACK (C-5)", frame)
                        .isFalse();
                said.failed = true;
            }
            default -> throw new AssertionError(frame + " on a channel (F-5)");
        }
        said.answered = true;
    }

    private static boolean refuses(Frame error) {
        return new ErrorCode(error.payload().getInt()).isRefusal();
    }

    private void data(Frame frame, Said said) {
        int size = frame.payload().remaining();
        boolean more = (frame.flags() & Frame.MORE) != 0;
        boolean end = (frame.flags() & Frame.END) != 0;
        assertThat(said.ended)
                .as("%s is behind the end of its direction (C-6)", frame)
                .isFalse();
        assertThat(size).as("the payload of %s (F-3)", frame).isLessThanOrEqualTo(terms.largestFrame(role.other()));
        assertThat(more && (end || size == 0))
                .as("%s is a fragment (M-1, M-2)", frame)
                .isFalse();
        said.messageSize = size + (said.insideMessage ? said.messageSize : 0);
        int most = terms.splits(role) ? terms.largestFrame(role.other()) : terms.largestMessage(role.other());
        assertThat(said.messageSize).as("%s (M-4, P-10)", frame).isLessThanOrEqualTo(most);
        said.insideMessage = more;
        said.ended = end;
    }

    private void grant(Frame frame, Said said) {
        ByteBuffer payload = frame.payload();
        boolean bytesOnly = payload.remaining() == 4;
        assertThat(bytesOnly || !terms.plain())
                .as("%s has 4 bytes (W-1, P-13)", frame)
                .isTrue();
        int bytes = payload.getInt();
        assertThat(bytes != 0 || (!bytesOnly && payload.getInt() != 0))
                .as("%s grants something (W-2)", frame)
                .isTrue();
        assertThat(said.stopped).as("%s is behind a STOP (W-19)", frame).isFalse();
    }

    private void close(Frame frame, Said said) {
        boolean fin = (frame.flags() & Frame.FIN) != 0;
        boolean stop = (frame.flags() & Frame.STOP) != 0;
        assertThat(fin || stop).as("%s ends a direction (P-13)", frame).isNotEqualTo(terms.plain());
        assertThat(fin && (said.ended || said.insideMessage))
                .as("%s is in place (C-6, M-3)", frame)
                .isFalse();
        assertThat(stop && said.stopped)
                .as("%s stops for the first time (C-22)", frame)
                .isFalse();
        said.ended |= fin;
        said.stopped |= stop;
        said.closed = terms.plain();
    }
}
