package org.reactivemux.reactor.protocol;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Frames of every type as section 2 of docs/protocol.md has them, those of the plain dialect (section 9) among them. */
final class AnyFrame extends DomainContextBase {
    private static final int LONGEST = 200;

    @Provide
    Arbitrary<Frame> frame() {
        return Arbitraries.oneOf(data(), withoutFlags(), close(), grant(), ping(), error(), goAway(), plain());
    }

    private static Arbitrary<Frame> data() {
        return Combinators.combine(channel(), Arbitraries.integers().between(0, 7), payload(0))
                .as((channel, flags, payload) -> new Frame(channel, Frame.DATA, flags, payload));
    }

    private static Arbitrary<Frame> withoutFlags() {
        return Combinators.combine(channel(), Arbitraries.of(Frame.OPEN, Frame.ACK), payload(0))
                .as((channel, type, payload) -> new Frame(channel, type, 0, payload));
    }

    private static Arbitrary<Frame> close() {
        return Combinators.combine(channel(), Arbitraries.integers().between(0, 3))
                .as(Frame::close);
    }

    private static Arbitrary<Frame> grant() {
        return Combinators.combine(channel(), number(), number()).as(Frame::grant);
    }

    private static Arbitrary<Frame> ping() {
        return Combinators.combine(Arbitraries.of(Frame.PING, Frame.PONG), Arbitraries.of(0, Frame.HELLO), payload(0))
                .as((type, flags, payload) -> new Frame(0, type, type == Frame.PING ? flags : 0, payload));
    }

    private static Arbitrary<Frame> error() {
        return Combinators.combine(number(), payload(4))
                .as((channel, payload) -> new Frame(channel, Frame.ERROR, 0, payload));
    }

    private static Arbitrary<Frame> goAway() {
        return payload(8).map(payload -> new Frame(0, Frame.CLOSE, 0, payload));
    }

    private static Arbitrary<Frame> plain() {
        return Arbitraries.oneOf(
                channel().map(Frame::open),
                channel().map(Frame::ack),
                channel().map(channel -> Frame.close(channel, 0)),
                Combinators.combine(channel(), payload(0))
                        .as((channel, payload) -> new Frame(channel, Frame.DATA, 0, payload)),
                Combinators.combine(channel(), number()).as(Frame::grant));
    }

    private static Arbitrary<Integer> channel() {
        return number().filter(id -> id != 0);
    }

    private static Arbitrary<Integer> number() {
        Arbitrary<Integer> edge = Arbitraries.of(0, 1, 2, -1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE);
        return Arbitraries.oneOf(edge, Arbitraries.integers());
    }

    private static Arbitrary<byte[]> payload(int shortest) {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(shortest).ofMaxSize(LONGEST);
    }
}
