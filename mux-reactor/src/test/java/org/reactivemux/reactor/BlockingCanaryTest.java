package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The watch over blocking calls is awake: on each thread that must not block, one is noticed. */
@OverSockets
class BlockingCanaryTest {
    /** Waits for something that does not come. */
    private static final Mono<String> BLOCKING =
            Mono.fromCallable(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS) ? "counted down" : "waited");

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"EPOLL", "IO_URING", "NIO"})
    void aSubscriberThatBlocksTheEventLoopIsNoticed(Transport transport) {
        try (Sockets sockets = new Sockets(transport)) {
            MuxConnection mux = sockets.connectToEcho();
            StepVerifier.create(mux.request(ECHO, utf8("?")).flatMap(answer -> BLOCKING))
                    .verifyError(BlockingOperationError.class);
            assertThat(NothingBlocked.taken()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"EPOLL", "IO_URING", "NIO"})
    void aHandlerThatBlocksTheEventLoopIsNoticed(Transport transport) {
        try (Sockets sockets = new Sockets(transport)) {
            MuxConnection mux = sockets.connectTo(server -> server.handle(
                    "blocking",
                    channel -> BLOCKING.onErrorMap(
                                    BlockingOperationError.class,
                                    noticed -> new ChannelException(ErrorCode.INTERNAL, "noticed"))
                            .then()));
            StepVerifier.create(mux.exchange("blocking", Flux.empty())).verifyError(ChannelException.class);
            assertThat(NothingBlocked.taken()).hasSize(1);
        }
    }

    static Stream<Scheduler> schedulersWhoseThreadsMustNotBlock() {
        return Stream.of(Schedulers.parallel(), Schedulers.single());
    }

    @ParameterizedTest
    @MethodSource("schedulersWhoseThreadsMustNotBlock")
    void aTaskThatBlocksOneOfReactorsThreadsIsNoticed(Scheduler scheduler) {
        StepVerifier.create(BLOCKING.subscribeOn(scheduler)).verifyError(BlockingOperationError.class);
        assertThat(NothingBlocked.taken()).hasSize(1);
    }

    @Test
    void aTaskThatBlocksAThreadMadeForThatIsFine() {
        StepVerifier.create(BLOCKING.subscribeOn(Schedulers.boundedElastic()))
                .expectNext("waited")
                .verifyComplete();
    }
}
