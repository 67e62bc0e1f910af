package org.reactivemux.reactor;

import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.publisher.Flux;

/**
 * A client whose server counts as far as it is told to, fails, or reads whatever comes: the other half of what the
 * Reactive Streams TCK looks at.
 *
 * @param client opens the channels, one for each publisher or subscriber that is looked at
 * @param closing ends the connection and what it needed
 */
record ConnectedEnds(MuxConnection client, AutoCloseable closing) {
    private static final String COUNTING = "counting";
    private static final String FAILING = "failing";
    private static final String READING = "reading";
    private static final String COUNT = "count";

    private static final MuxHandler COUNTER = channel -> channel.send(channel.receive()
            .thenMany(countTo(
                    Objects.requireNonNull(channel.metadata().get(COUNT), COUNT).getLong())));
    private static final MuxHandler FAILURE = channel -> channel.send(
            channel.receive().thenMany(Flux.error(new ChannelException(ErrorCode.INTERNAL, "as was asked for"))));
    private static final MuxHandler READER = channel -> channel.receive().then();

    /** Both ends on one thread: whatever one side calls, the other has done before the call returns. */
    static ConnectedEnds inMemory() {
        MuxPair pair = MuxPair.create(
                MuxPair.end().handle(COUNTING, COUNTER).handle(FAILING, FAILURE).handle(READING, READER));
        return new ConnectedEnds(pair.client(), pair.client()::dispose);
    }

    /** Each end on an event loop of its own. */
    static ConnectedEnds over(Carrier carrier) {
        Sockets sockets = new Sockets(carrier);
        MuxConnection client = sockets.connectTo(server ->
                server.handle(COUNTING, COUNTER).handle(FAILING, FAILURE).handle(READING, READER));
        return new ConnectedEnds(client, sockets);
    }

    static ByteBuffer message(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    }

    private static Flux<ByteBuffer> countTo(long count) {
        return Flux.<ByteBuffer, Long>generate(() -> 0L, (number, sink) -> {
                    sink.next(message(number));
                    return number + 1;
                })
                .take(count);
    }

    /** On a channel of that kind the server sends so many messages, once the client has ended its own sending. */
    static ChannelSpec counting(long count) {
        return ChannelSpec.named(COUNTING).metadata(COUNT, message(count));
    }

    /** On a channel of that kind the server's publisher fails, once the client has ended its own sending. */
    static ChannelSpec failing() {
        return ChannelSpec.named(FAILING);
    }

    /** On a channel of that kind the server reads all that comes. */
    static ChannelSpec reading() {
        return ChannelSpec.named(READING);
    }

    MuxChannel open(ChannelSpec spec) {
        return Objects.requireNonNull(client.open(spec).block(PATIENCE));
    }
}
