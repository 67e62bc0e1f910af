package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import org.reactivemux.reactor.Messages;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A writer on an open channel whose peer reads everything, and what became of the writer. */
class Writing implements OutboundEnd, Subscription {
    final Reading peer = Reading.ofEverything();
    final JoinedConnections joined = new JoinedConnections(channel -> {
        channel.receive().subscribe(peer);
        return Mono.never();
    });
    final OutboundSubscriber writer =
            new OutboundSubscriber(joined.client(), Operators.enableOnDiscard(Context.empty(), this::discarded), this);
    private final StringBuilder discarded = new StringBuilder();
    private String end = "open";
    private volatile boolean upstreamCancelled;

    Writing() {
        ReactiveChannel channel = joined.openChannel();
        channel.claim(writer);
        joined.loop().turn(() -> writer.attach(channel));
    }

    void send(int number) {
        writer.onNext(Messages.utf8(Integer.toString(number)));
    }

    HandTurnedLoop loop() {
        return joined.loop();
    }

    /** What the peer has read, after all that is still to be done. */
    String received() {
        joined.loop().turn();
        return peer.toString();
    }

    String discarded() {
        return discarded.toString();
    }

    String end() {
        return end;
    }

    boolean isUpstreamCancelled() {
        return upstreamCancelled;
    }

    private void discarded(Object message) {
        discarded.append(Messages.text((ByteBuffer) message));
    }

    @Override
    public void request(long n) {
        // the tests send unasked
    }

    @Override
    public void cancel() {
        upstreamCancelled = true;
    }

    @Override
    public void written() {
        end = "written";
    }

    @Override
    public void stopped() {
        end = "stopped";
    }

    @Override
    public void failed(Throwable cause) {
        end = "failed: " + cause.getMessage();
    }
}
