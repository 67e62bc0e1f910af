package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Takes everything and answers in the end with one line: how much it was. */
final class SinkHandler implements MuxHandler {

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        Mono<ByteBuffer> answer = channel.receive()
                .reduce(new Tally(0, 0), (tally, message) -> tally.plus(message.remaining()))
                .map(tally -> Texts.message(tally.toString()));
        return channel.send(answer);
    }

    private record Tally(long messages, long bytes) {

        Tally plus(int size) {
            return new Tally(messages + 1, bytes + size);
        }

        @Override
        public String toString() {
            return messages + " messages, " + bytes + " bytes";
        }
    }
}
