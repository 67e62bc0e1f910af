package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A bind that nobody waits for any more leaves no server behind, no socket and no file. */
@EachTransport
class CancelledBindTest {
    private static final long SEED = 11;

    @AutoClose
    private final Sockets sockets;

    CancelledBindTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @Test
    void atOnce() {
        for (int i = 0; i < 20; i++) {
            StepVerifier.create(sockets.server().bind()).thenCancel().verify();
        }
        assertNothingIsLeft();
    }

    /** The socket has just been bound, and is hardly at its path yet. */
    @Test
    void whenTheSocketHasJustBegunToListen() {
        for (int i = 1; i <= 20; i++) {
            Sinks.Empty<Void> enough = Sinks.empty();
            MuxServer server = sockets.server()
                    .beneath(beneath -> sockets.watch(beneath).doOnBound(bound -> enough.tryEmitEmpty()));
            bindUnless(server, binding -> binding.takeUntilOther(enough.asMono()));
            assertThat(sockets.listening()).hasSize(i);
            assertNothingIsLeft();
        }
    }

    @Test
    void atAnyMoment() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Duration patience = Duration.ofNanos(random.nextInt(5_000_000));
            bindUnless(sockets.server(), binding -> binding.timeout(patience, Mono.empty()));
            assertNothingIsLeft();
        }
    }

    /** Whoever wants one value cancels when it has come, and before it is told that there is no other. */
    @Test
    void butOneThatWasDeliveredIsItsTakers() {
        sockets.keep(
                Objects.requireNonNull(sockets.server().bind().flux().next().block(PATIENCE)));
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }

    /** Binds, unless it is cancelled; a binding that came before that is no concern of these tests. */
    private static void bindUnless(MuxServer server, UnaryOperator<Mono<MuxBinding>> cancelling) {
        AtomicReference<@Nullable MuxBinding> inTime = new AtomicReference<>();
        cancelling.apply(server.bind().doOnNext(inTime::set)).block(PATIENCE);
        MuxBinding binding = inTime.get();
        if (binding != null) {
            binding.dispose();
            binding.onDispose().block(PATIENCE);
            NothingDropped.taken(); // the binding itself, if it came at the very moment of the cancel
        }
    }

    private void assertNothingIsLeft() {
        assertThatSoon(
                () -> sockets.listening().stream().filter(Channel::isOpen).toList(), List::isEmpty, "nothing listens");
        assertThatSoon(this::files, List::isEmpty, "no file is left");
        assertThat(sockets.path()).doesNotExist();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(sockets.path(""))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
