package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxRouter;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Handlers of names that are not known beforehand. */
@OverSockets
class RouterTest {
    private final List<String> asked = new ArrayList<>();

    private static MuxHandler saying(String text) {
        return channel -> channel.send(Mono.just(utf8(text)));
    }

    private @Nullable MuxHandler find(String name) {
        asked.add(name);
        return name.startsWith("quotes.") ? saying("found " + name) : null;
    }

    private static MuxConnection clientOf(MuxPair.End server) {
        return MuxPair.create(server).client();
    }

    private static Mono<String> ask(MuxConnection client, String name) {
        return client.request(name, utf8("?")).map(Messages::text);
    }

    @Test
    void whatItFindsServesTheChannel() {
        MuxConnection client = clientOf(MuxPair.end().route(this::find));
        StepVerifier.create(ask(client, "quotes.ACME"))
                .expectNext("found quotes.ACME")
                .verifyComplete();
    }

    @Test
    void aHandlerThatWasSetForTheNameComesFirst() {
        MuxConnection client = clientOf(MuxPair.end().route(this::find).handle("quotes.own", saying("own")));
        StepVerifier.create(ask(client, "quotes.own")).expectNext("own").verifyComplete();
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameForWhichItFindsNobodyIsRefused() {
        MuxConnection client = clientOf(MuxPair.end().route(this::find));
        StepVerifier.create(ask(client, "news")).verifyErrorSatisfies(refusal -> {
            assertThat(refusal).isInstanceOf(ChannelRefusedException.class).hasMessageContaining("'news'");
            assertThat(((ChannelRefusedException) refusal).code()).isEqualTo(ErrorCode.NO_HANDLER);
        });
    }

    @Test
    void aChannelWithoutANameIsNotForIt() {
        MuxConnection client = clientOf(MuxPair.end().route(this::find).handle(saying("no name")));
        StepVerifier.create(ask(client, "")).expectNext("no name").verifyComplete();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatItThrowsFailsThatChannelAlone() {
        MuxRouter broken = name -> {
            throw new IllegalStateException("not today");
        };
        MuxConnection client = clientOf(MuxPair.end().route(broken).handle("echo", saying("still here")));
        StepVerifier.create(ask(client, "quotes.ACME")).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class);
            assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.INTERNAL);
        });
        StepVerifier.create(ask(client, "echo")).expectNext("still here").verifyComplete();
    }

    @Test
    void aServersClientMayHaveOneToo() {
        MuxPair pair = MuxPair.create(MuxPair.end().route(this::find), MuxPair.end());
        StepVerifier.create(ask(pair.server(), "quotes.back"))
                .expectNext("found quotes.back")
                .verifyComplete();
    }
}
