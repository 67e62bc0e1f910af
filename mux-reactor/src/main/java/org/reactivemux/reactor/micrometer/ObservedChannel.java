package org.reactivemux.reactor.micrometer;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.reactivemux.Codec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel of a connection that is observed. */
record ObservedChannel(MuxChannel channel, MuxConnection connection) implements MuxChannel {

    static MuxChannel of(MuxChannel channel, MuxObservations observations) {
        return new ObservedChannel(channel, observations.decorate(channel.connection()));
    }

    @Override
    public int id() {
        return channel.id();
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Map<String, ByteBuffer> metadata() {
        return channel.metadata();
    }

    @Override
    public Optional<Codec> codec() {
        return channel.codec();
    }

    @Override
    public Flux<ByteBuffer> receive() {
        return channel.receive();
    }

    @Override
    public Mono<Void> send(Publisher<? extends ByteBuffer> messages) {
        return channel.send(messages);
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
