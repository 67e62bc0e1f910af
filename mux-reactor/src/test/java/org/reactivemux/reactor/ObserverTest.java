package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.FrameType;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.PeerInfo;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Observers are told of each connection's beginning and end, and may put something before it and before handlers. */
@EachCarrier
class ObserverTest {
    @AutoClose
    private final Sockets sockets;

    private final Witness witness = new Witness();

    ObserverTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    /** Remembers what it was told. */
    private static final class Witness implements MuxObserver {
        final List<MuxConnection> established = new CopyOnWriteArrayList<>();
        final BlockingQueue<Optional<MuxException>> ends = new LinkedBlockingQueue<>();

        @Override
        public void established(MuxConnection connection) {
            established.add(connection);
        }

        @Override
        public void ended(MuxConnection connection, @Nullable MuxException cause) {
            assertThat(connection.isDisposed()).isTrue();
            ends.add(Optional.ofNullable(cause));
        }

        Optional<MuxException> end() throws InterruptedException {
            return Objects.requireNonNull(ends.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "an end");
        }
    }

    @Test
    void aClientsObserverIsToldBeforeItsProgramHasTheConnection() throws InterruptedException {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().observe(witness));
        assertThat(witness.established).containsExactly(mux);
        mux.shutdown(Duration.ofSeconds(1)).block(PATIENCE);
        assertThat(witness.end()).isEmpty();
    }

    @Test
    void aServersObserverIsToldWhyAConnectionEnded() throws InterruptedException {
        sockets.bind(sockets.server().observe(witness));
        MuxConnection mux = sockets.connect(sockets.client());
        assertThat(sockets.otherEndOf(mux)).isEqualTo(witness.established.get(0));
        mux.dispose();
        assertThat(witness.end())
                .hasValueSatisfying(cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    /** H-11, L-11. */
    @Test
    void itIsToldOfTheEndOfAConnectionThatNeverCameToBe() throws InterruptedException {
        sockets.bind(sockets.serverWithoutAddress()
                .unix(sockets.path()) // authorise is about those
                .observe(witness)
                .authorise(peer -> Mono.just(false)));
        StepVerifier.create(sockets.clientWithoutAddress().unix(sockets.path()).connect())
                .verifyError(ConnectionException.class);
        assertThat(witness.end())
                .hasValueSatisfying(cause -> assertThat(cause.code()).isEqualTo(ErrorCode.UNAUTHORISED));
        assertThat(witness.established).isEmpty();
    }

    @Test
    void whatIsCountedIsFinalWhenTheEndIsTold() throws InterruptedException {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client().observe(witness));
        mux.dispose();
        assertThat(witness.end()).isEmpty();
        assertThat(mux.snapshot().sent().of(FrameType.ERROR).frames())
                .as("the last word")
                .isEqualTo(1);
    }

    @Test
    void severalObserversAreToldInTheirOrder() {
        List<String> told = new CopyOnWriteArrayList<>();
        sockets.bind(sockets.server());
        sockets.connect(sockets.client().observe(new Naming("first", told)).observe(new Naming("second", told)));
        assertThat(told).containsExactly("first", "second", "first decorates", "second decorates");
    }

    private record Naming(String name, List<String> told) implements MuxObserver {
        @Override
        public void established(MuxConnection connection) {
            told.add(name);
        }

        @Override
        public MuxConnection decorate(MuxConnection connection) {
            told.add(name + " decorates");
            return connection;
        }
    }

    /** Neither programs nor the observers that come after it. */
    @Test
    void anObserverThatFailsDisturbsNobody() throws InterruptedException {
        sockets.bind(sockets.server().observe(new Failing()).observe(new Politely()));
        MuxConnection mux = sockets.connect(
                sockets.client().observe(new Failing()).observe(witness).observe(new Shouting()));
        assertThat(witness.established).hasSize(1);
        StepVerifier.create(mux.exchange(ECHO, Flux.just(utf8("hello"))).map(Messages::text))
                .expectNext("please", "HELLO")
                .verifyComplete();
        mux.shutdown(Duration.ofSeconds(1)).block(PATIENCE);
        assertThat(witness.end()).isEmpty();
    }

    /** In whatever it is told or asked. */
    private static final class Failing implements MuxObserver {
        @Override
        public void established(MuxConnection connection) {
            throw new IllegalStateException("told");
        }

        @Override
        public void ended(MuxConnection connection, @Nullable MuxException cause) {
            throw new IllegalStateException("told again");
        }

        @Override
        public MuxConnection decorate(MuxConnection connection) {
            throw new IllegalStateException("asked");
        }

        @Override
        public MuxHandler decorate(MuxHandler handler) {
            throw new IllegalStateException("asked again");
        }
    }

    /** Serves in place of whatever would, and says a word first. */
    private static final class Politely implements MuxObserver {
        @Override
        public MuxHandler decorate(MuxHandler handler) {
            return channel -> channel.send(Flux.concat(Mono.just(utf8("please")), channel.receive()));
        }
    }

    /** What it has put before the handler is as good as a handler: its peer hears no more than that. */
    @Test
    void whatAnObserverHasPutBeforeAHandlerFailsItsChannelOnly() {
        sockets.bind(sockets.server().observe(new MuxObserver() {
            @Override
            public MuxHandler decorate(MuxHandler handler) {
                return channel -> {
                    if (channel.metadata().containsKey("bad")) {
                        throw new IllegalStateException("as was asked for");
                    }
                    return handler.handle(channel);
                };
            }
        }));
        MuxConnection mux = sockets.connect(sockets.client());
        ChannelSpec bad = ChannelSpec.named(ECHO).metadata("bad", ByteBuffer.allocate(0));
        StepVerifier.create(mux.request(bad, utf8("?")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                MuxException.class,
                                known -> assertThat(known.code()).isEqualTo(ErrorCode.INTERNAL)));
        Sockets.roundTrip(mux);
    }

    @Test
    void programsGetTheConnectionAsItWasDecorated() {
        MuxBinding binding = sockets.bind(sockets.server().observe(new Shouting()));
        MuxConnection mux = sockets.connect(sockets.client().observe(new Shouting()));
        assertThat(mux).isInstanceOf(Shouting.Loud.class);
        Sockets.roundTrip(mux);
        assertThat(binding.connections()).hasSize(1).allMatch(Shouting.Loud.class::isInstance);
        StepVerifier.create(mux.request(ECHO, utf8("hush")).map(Messages::text))
                .expectNext("HUSH")
                .verifyComplete();
    }

    /** Those behind it are told of one by one. */
    @Test
    void aConnectionThatReEstablishesItselfIsDecoratedAsAWhole() {
        AtomicInteger lost = new AtomicInteger();
        List<String> told = new CopyOnWriteArrayList<>();
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.keep(sockets.client()
                .observe(new Naming("observer", told))
                .observe(new Shouting())
                .reconnect(ReconnectOptions.defaults()
                        .onEvent(event -> lost.addAndGet(event instanceof ReconnectEvent.Lost ? 1 : 0))));
        assertThat(mux).isInstanceOf(Shouting.Loud.class);
        assertThat(told).containsExactly("observer decorates");
        Sockets.roundTrip(mux);
        Sockets.kill(sockets.accepted().get(0));
        assertThatSoon(lost::get, count -> count == 1, "the client has noticed");
        Sockets.roundTrip(mux);
        assertThat(told).containsExactly("observer decorates", "observer", "observer");
    }

    @Test
    void aPairIsObservedToo() throws InterruptedException {
        MuxPair pair = MuxPair.create(MuxPair.end().observe(witness).observe(new Shouting()), MuxPair.end());
        assertThat(pair.client()).isInstanceOf(Shouting.Loud.class);
        assertThat(witness.established).hasSize(1);
        pair.server().dispose();
        assertThat(witness.end())
                .hasValueSatisfying(cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    /** What is asked for in low voice goes out loud. */
    private static final class Shouting implements MuxObserver {
        @Override
        public MuxConnection decorate(MuxConnection connection) {
            return new Loud(connection);
        }

        private record Loud(MuxConnection behind) implements MuxConnection {
            @Override
            public Mono<MuxChannel> open(ChannelSpec spec) {
                return behind.open(spec);
            }

            @Override
            public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
                return behind.exchange(
                        spec,
                        Flux.from(outbound)
                                .map(message -> utf8(Messages.text(message).toUpperCase(Locale.ROOT))));
            }

            @Override
            public PeerInfo peer() {
                return behind.peer();
            }

            @Override
            public ConnectionSnapshot snapshot() {
                return behind.snapshot();
            }

            @Override
            public Mono<Void> shutdown(Duration grace) {
                return behind.shutdown(grace);
            }

            @Override
            public Mono<Void> onClose() {
                return behind.onClose();
            }

            @Override
            public void dispose() {
                behind.dispose();
            }
        }
    }
}
