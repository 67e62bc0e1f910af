package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The connection between two cores: two pipes, what has passed through them, and what each sender keeps to. */
final class CoreWire {
    private static final int INITIAL_CREDIT_ENTRY = 5;

    private final CoreTerms terms;
    private final Both<CorePipe> pipes = new Both<>(new CorePipe(), new CorePipe());
    private final Both<CoreSender> senders;
    private final Map<Integer, Both<CoreFlow>> flows = new HashMap<>();

    /** What each side has one of. */
    private record Both<T>(T initiators, T acceptors) {
        T of(Role role) {
            return role == Role.INITIATOR ? initiators : acceptors;
        }
    }

    CoreWire(CoreTerms terms) {
        this.terms = terms;
        this.senders = new Both<>(new CoreSender(Role.INITIATOR, terms), new CoreSender(Role.ACCEPTOR, terms));
    }

    CorePipe from(Role writer) {
        return pipes.of(writer);
    }

    /** That direction of a channel whose OPEN was written. */
    CoreFlow flow(int id, Role writer) {
        Both<CoreFlow> both = flows.get(id);
        if (both == null) {
            throw new AssertionError("no OPEN of channel " + Integer.toUnsignedString(id) + " has passed (C-3)");
        }
        return both.of(writer);
    }

    /** The frame has left its sender. In the plain dialect the hello loses its flag on the way. */
    void write(Role writer, Frame frame) {
        senders.of(writer).says(frame);
        switch (frame.type()) {
            case Frame.OPEN -> open(writer, frame);
            case Frame.DATA -> {
                CoreFlow flow = flow(frame.channel(), writer);
                assertThat(flow.isInsideMessage() || flow.isWriterUnbounded() || flow.writersCredit() > 0)
                        .as("%s begins a message with credit (W-5)", frame)
                        .isTrue();
                flow.sent(frame);
                assertThat(flow.writersWindow())
                        .as("the window behind %s (W-4)", frame)
                        .isNotNegative();
            }
            case Frame.FLOW_CONTROL -> flow(frame.channel(), writer.other()).granted(frame);
            default -> {}
        }
        from(writer).write(terms.plain() && frame.flags() == Frame.HELLO ? withoutFlag(frame) : frame);
    }

    private static Frame withoutFlag(Frame hello) {
        byte[] payload = new byte[hello.payload().remaining()];
        hello.payload().get(payload);
        return new Frame(0, Frame.PING, 0, payload);
    }

    private void open(Role opener, Frame frame) {
        int prefetch = terms.of(opener).prefetch();
        CoreFlow from = newFlow(opener.other(), terms.of(opener.other()).prefetch());
        CoreFlow back = newFlow(opener, initialCredit(frame.payload(), prefetch));
        flows.put(frame.channel(), opener == Role.INITIATOR ? new Both<>(from, back) : new Both<>(back, from));
    }

    private CoreFlow newFlow(Role reader, int credit) {
        return new CoreFlow(terms.window(reader), terms.plain() ? Frame.UNBOUNDED : credit);
    }

    private static int initialCredit(ByteBuffer head, int otherwise) {
        while (head.hasRemaining()) {
            int entry = head.getShort();
            int length = head.getShort();
            if (entry == INITIAL_CREDIT_ENTRY) {
                return head.getInt();
            }
            head.position(head.position() + length);
        }
        return otherwise;
    }

    /** Takes that many bytes at the most out of the pipe towards a reader. */
    ByteBuffer carry(Role reader, int most, Consumer<Frame> arrived) {
        return from(reader.other()).carry(most, frame -> {
            senders.of(reader).hears(frame);
            if (frame.type() == Frame.DATA) {
                flow(frame.channel(), reader.other()).arrived(frame);
            } else if (frame.type() == Frame.FLOW_CONTROL) {
                flow(frame.channel(), reader).grantArrived(frame);
            }
            arrived.accept(frame);
        });
    }

    boolean isEmpty() {
        return pipes.initiators.size() + pipes.acceptors.size() == 0;
    }
}
