package org.reactivemux.reactor.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One channel of a simulation or a soak: what its two programs do, which its random numbers alone decide, and what became
 * of their streams.
 */
final class ChannelRun {
    private static final String BY_DESIGN = "by design of ";

    private final Fate fate;
    private final String name;
    private final boolean openedByServer;
    private final Duration start;
    private final int enough;
    private final Script up;
    private final Script down;
    private final ChannelException failure;
    private final Reader opener;
    private final Reader handler;
    private final Sending openersSending = new Sending();
    private final Sending handlersSending = new Sending();
    private volatile boolean started;
    private volatile boolean handled;

    ChannelRun(int number, Random random, int largest, int tooLarge) {
        fate = Fate.random(random);
        name = "channel " + number;
        openedByServer = random.nextInt(3) == 0;
        start = Duration.ofMillis(random.nextInt(100));
        enough = random.nextInt(6);
        failure = new ChannelException(ErrorCode.application(0x1000 + random.nextInt(100)), BY_DESIGN + name);
        Script randomUp = Script.random(random, largest);
        Script randomDown = Script.random(random, largest);
        up = switch (fate) {
            case HANDLER_STOPS, HANDLER_IGNORES, HANDLER_FAILS -> randomUp.many(enough + 10);
            case OPENER_FAILS -> randomUp.first(enough);
            case TOO_LARGE -> randomUp.first(enough).and(tooLarge);
            default -> randomUp;
        };
        down = switch (fate) {
            case OPENER_CANCELS -> randomDown.many(enough + 10);
            case HANDLERS_PUBLISHER_FAILS -> randomDown.first(enough);
            default -> randomDown;
        };
        opener = reader(fate == Fate.OPENER_CANCELS, fate == Fate.ECHOED ? up : down, Demand.random(random));
        boolean handlerCancels = fate == Fate.HANDLER_STOPS || fate == Fate.HANDLER_FAILS;
        handler = reader(handlerCancels, up, Demand.random(random));
    }

    private Reader reader(boolean cancels, Script expected, Demand demand) {
        return cancels ? Reader.ofTheFirst(enough, expected, demand) : Reader.toTheEnd(expected, demand);
    }

    String name() {
        return name;
    }

    boolean hasHandler() {
        return fate != Fate.REFUSED;
    }

    boolean wasHandled() {
        return handled;
    }

    boolean isOpenedByServer() {
        return openedByServer;
    }

    Duration start() {
        return start;
    }

    Fate fate() {
        return fate;
    }

    Script up() {
        return up;
    }

    Script down() {
        return down;
    }

    int enough() {
        return enough;
    }

    ChannelException failure() {
        return failure;
    }

    /** Whether a run has failed so because that is its fate. */
    static boolean isByDesign(Throwable failure) {
        return failure instanceof ChannelException known && known.getMessage().startsWith(BY_DESIGN);
    }

    Reader opener() {
        return opener;
    }

    Reader handler() {
        return handler;
    }

    Stream<Reader> readers() {
        return Stream.of(opener, handler).filter(Reader::wasSubscribed);
    }

    List<Sending> sendings() {
        return List.of(openersSending, handlersSending);
    }

    /** The opener's program. */
    void open(MuxConnection connection, ChannelSpec spec) {
        started = true;
        Flux<ByteBuffer> outbound = up.messages();
        if (fate == Fate.OPENER_FAILS) {
            outbound = outbound.concatWith(Mono.error(failure));
        }
        if (fate == Fate.BOTH_COMPLETE_ONCE_OPEN) {
            connection
                    .open(spec)
                    .flatMapMany(channel -> whileSending(channel, up.messages()))
                    .subscribe(opener);
        } else {
            connection.exchange(spec, outbound).subscribe(opener);
        }
    }

    private Flux<ByteBuffer> whileSending(MuxChannel channel, Flux<ByteBuffer> outbound) {
        Mono<Void> sending = openersSending.watch(channel.send(outbound));
        return channel.receive()
                .doOnSubscribe(subscription -> sending.onErrorComplete().subscribe());
    }

    /** The answerer's program. */
    Publisher<Void> handle(MuxChannel channel) {
        handled = true;
        if (fate != Fate.ECHOED && fate != Fate.HANDLER_IGNORES) {
            channel.receive().subscribe(handler);
        }
        return switch (fate) {
            case ECHOED -> handlersSending.watch(channel.send(channel.receive()));
            case HANDLER_FAILS -> handler.over().then(Mono.error(failure));
            case HANDLERS_PUBLISHER_FAILS ->
                handlersSending.watch(channel.send(down.messages().concatWith(Mono.error(failure))));
            case HANDLER_IGNORES -> handlersSending.watch(channel.send(down.messages()));
            default -> Mono.when(handlersSending.watch(channel.send(down.messages())), handler.over());
        };
    }

    /** Whether nothing is to be expected of the channel any more. */
    boolean isOver() {
        return started
                && readers().allMatch(Reader::isOver)
                && sendings().stream().allMatch(Sending::isOver);
    }

    /** All that was decided beforehand, at length. */
    String program() {
        return "%s, opened by the %s, %s: up %s, down %s, enough is %d; opener reads %s, handler %s"
                .formatted(
                        name,
                        openedByServer ? "server" : "client",
                        fate,
                        up,
                        down,
                        enough,
                        opener.demand(),
                        handler.demand());
    }

    @Override
    public String toString() {
        return "%s, opened by the %s, %s: opener %s (sending %s), handler %s (sending %s)"
                .formatted(
                        name,
                        openedByServer ? "server" : "client",
                        fate,
                        opener,
                        openersSending,
                        handler,
                        handlersSending);
    }
}
