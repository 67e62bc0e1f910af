package org.reactivemux.samples.cli.forward;

import org.reactivemux.MuxChannel;
import reactor.core.publisher.Mono;

/**
 * A TCP connection and a channel made one. Each direction ends for itself.
 *
 * <pre>
 *   FIN   -- end of the stream, and back
 *   RST   -- error of the channel, and back
 *   STOP  -- no more is read; what is sent goes on
 * </pre>
 */
final class Splice {
    private Splice() {}

    /**
     * Carries bytes both ways.
     *
     * <p>Lazy; cancelling resets the TCP connection and ends the channel.
     *
     * @return completes when both directions have ended, and fails with what the channel or the writing to TCP has failed
     *     with; what became of the reading from TCP is the other side's to learn
     */
    static Mono<Void> of(MuxChannel channel, TcpConnection tcp) {
        Mono<Void> toChannel = channel.send(tcp.receive()).onErrorComplete();
        Mono<Void> toTcp = tcp.send(channel.receive());
        return Mono.whenDelayError(toChannel, toTcp).doFinally(end -> tcp.close());
    }
}
