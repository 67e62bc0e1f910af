package org.reactivemux.samples.cli.top;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.MuxBinding;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tells whoever opens its channel of all connections of a server, one message for each, and ends. Only the user whose
 * process the server is may know: the names of channels, and who connects, are nobody else's business, not even root's.
 */
public final class TopHandler implements MuxHandler {
    /** The channel's name. */
    public static final String CHANNEL = "mux.top";

    /** What whoever may not know is told. */
    static final ErrorCode FORBIDDEN = ErrorCode.application(0x1006);

    private final PeerAuthoriser authoriser;
    private volatile @Nullable MuxBinding binding;

    /** A handler for the same user. */
    public TopHandler() {
        this(PeerAuthoriser.sameUser());
    }

    /**
     * A handler for others.
     *
     * @param authoriser decides who may know
     */
    public TopHandler(PeerAuthoriser authoriser) {
        this.authoriser = authoriser;
    }

    /**
     * From now on there is something to show.
     *
     * @param shown the server
     */
    public void show(MuxBinding shown) {
        binding = shown;
    }

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return Mono.from(authoriser.authorise(channel.connection().peer().identity()))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> forbidden(channel.connection().peer())))
                .flatMap(yes -> channel.send(lines()));
    }

    private static ChannelException forbidden(PeerInfo peer) {
        String reason = peer.identity().remoteAddress().isPresent() ? ", and over TCP nobody knows who that is" : "";
        return new ChannelException(FORBIDDEN, "'%s' is for the user who runs the server%s".formatted(CHANNEL, reason));
    }

    /** Away from the event loop, for there may be a thousand channels to write down; each when it is asked for. */
    private Flux<ByteBuffer> lines() {
        return Flux.defer(() -> Flux.fromIterable(connections()))
                .map(connection -> Sighting.of(connection).toJson())
                .subscribeOn(Schedulers.boundedElastic());
    }

    private List<MuxConnection> connections() {
        MuxBinding shown = binding;
        return shown == null ? List.of() : shown.connections();
    }
}
