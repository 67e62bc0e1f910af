package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection between two cores: two pipes, what has passed through them, and what each sender keeps to. */
final class CoreWire {
    private static final int INITIAL_CREDIT_ENTRY = 5;

    private final CoreTerms terms;
    private final Map<Role, CorePipe> pipes = new EnumMap<>(Role.class);
    private final Map<Role, CoreSender> senders = new EnumMap<>(Role.class);
    private final Map<Integer, Map<Role, CoreFlow>> flows = new HashMap<>();

    CoreWire(CoreTerms terms) {
        this.terms = terms;
        for (Role role : Role.values()) {
            pipes.put(role, new CorePipe());
            senders.put(role, new CoreSender(role, terms));
        }
    }

    CorePipe from(Role writer) {
        return pipes.get(writer);
    }

    /** That direction of the channel; null before its OPEN was written. */
    @Nullable
    CoreFlow flow(int id, Role writer) {
        Map<Role, CoreFlow> both = flows.get(id);
        return both == null ? null : both.get(writer);
    }

    /** The frame has left its sender. In the plain dialect the hello loses its flag on the way. */
    void write(Role writer, Frame frame) {
        senders.get(writer).says(frame);
        switch (frame.type()) {
            case Frame.OPEN -> open(writer, frame);
            case Frame.DATA -> {
                CoreFlow flow = flows.get(frame.channel()).get(writer);
                assertThat(flow.isInsideMessage() || flow.isWriterUnbounded() || flow.writersCredit() > 0)
                        .as("%s begins a message with credit (W-5)", frame)
                        .isTrue();
                flow.sent(frame);
                assertThat(flow.writersWindow())
                        .as("the window behind %s (W-4)", frame)
                        .isNotNegative();
            }
            case Frame.FLOW_CONTROL -> flows.get(frame.channel()).get(writer.other()).granted(frame);
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
        Map<Role, CoreFlow> both = new EnumMap<>(Role.class);
        both.put(opener, flow(opener.other(), terms.of(opener.other()).prefetch()));
        both.put(opener.other(), flow(opener, initialCredit(frame.payload(), prefetch)));
        flows.put(frame.channel(), both);
    }

    private CoreFlow flow(Role reader, int credit) {
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
            senders.get(reader).hears(frame);
            if (frame.type() == Frame.DATA) {
                flows.get(frame.channel()).get(reader.other()).arrived(frame);
            } else if (frame.type() == Frame.FLOW_CONTROL) {
                flows.get(frame.channel()).get(reader).grantArrived(frame);
            }
            arrived.accept(frame);
        });
    }

    boolean isEmpty() {
        return pipes.values().stream().allMatch(pipe -> pipe.size() == 0);
    }
}
