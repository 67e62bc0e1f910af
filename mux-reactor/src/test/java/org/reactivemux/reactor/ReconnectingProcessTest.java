package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A server that is killed and started again as a process, under a load that knows nothing of it. */
@OverSockets
class ReconnectingProcessTest {
    private static final int ANSWERS_BETWEEN = 500;
    private static final int KILLS = 2;

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.EPOLL);

    private ServerProcess process;

    @BeforeEach
    void start() throws Exception {
        process = ServerProcess.launch(MuxServerProgram.class, sockets.path(""), 1);
        assertThat(process.ask(MuxServerProgram.start(sockets.transport(), MuxServer.DEFAULT_MODE, sockets.path())))
                .isEqualTo(MuxServerProgram.STARTED);
    }

    @AfterEach
    void end() throws Exception {
        process.close();
        Files.deleteIfExists(sockets.path());
    }

    @Test
    void theClientServesItselfAgainAsSoonAsThereIsAServer() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<ReconnectEvent> events = new CopyOnWriteArrayList<>();
        MuxConnection mux = sockets.keep(sockets.client()
                .reconnect(ReconnectOptions.defaults()
                        .retry(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20)))
                        .onEvent(events::add)));
        Disposable load = Mono.defer(() -> mux.request(ECHO, utf8("are you there?")))
                .doOnNext(answer -> answers.incrementAndGet())
                .onErrorResume(failure -> {
                    failures.add(failure);
                    return Mono.empty();
                })
                .repeat()
                .subscribe();
        for (int kills = 1; kills <= KILLS; kills++) {
            awaitMore(answers);
            process.kill();
            start();
            awaitMore(answers);
            assertThat(failures)
                    .as("what was under way at each kill")
                    .hasSizeLessThanOrEqualTo(kills)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(MuxException.class));
        }
        load.dispose();
        assertThat(events.stream().filter(ReconnectEvent.Connected.class::isInstance))
                .hasSize(1 + KILLS);
        assertThat(events.stream().filter(ReconnectEvent.Lost.class::isInstance))
                .hasSize(KILLS);
        assertThat(mux.isDisposed()).isFalse();
    }

    private static void awaitMore(AtomicInteger answers) {
        int enough = answers.get() + ANSWERS_BETWEEN;
        assertThatSoon(answers::get, count -> count >= enough, enough + " answers");
    }
}
