package org.reactivemux.samples.cli.forward;

import java.time.Duration;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import reactor.core.publisher.Mono;

/** Carries each TCP connection that it accepts on over a channel of its own. */
public final class Forwarder {
    private final Tcp tcp;
    private final Uplink uplink;
    private final ChannelSpec channel;
    private final Complaints complaints;

    /**
     * A forwarder that does not listen yet.
     *
     * @param tcp accepts the connections
     * @param connecting makes a connection to the server, at each subscription
     * @param channel what the channels are called there
     * @param complaints is told of connections that could not be carried on
     */
    public Forwarder(Tcp tcp, Mono<MuxConnection> connecting, ChannelSpec channel, Complaints complaints) {
        this.tcp = tcp;
        this.uplink = new Uplink(connecting, complaints);
        this.channel = channel;
        this.complaints = complaints;
    }

    /**
     * Connects to the server, so that it is known to be there, and then listens. Lazy.
     *
     * @param at where TCP clients connect
     * @return the listener, or why there is none
     */
    public Mono<TcpListener> listen(HostAndPort at) {
        return uplink.connect().then(tcp.listen(at, this::accepted));
    }

    private void accepted(TcpConnection connection) {
        uplink.open(channel)
                .doOnError(failure -> {
                    connection.close();
                    complaints.tell("cannot carry a connection on to '%s'".formatted(channel.name()), failure);
                })
                .onErrorComplete()
                .flatMap(opened -> Splice.of(opened, connection))
                .subscribe(nothing -> {}, this::failed);
    }

    /** Resets are what the connection's own two ends make of it, and of a lost connection the uplink has told. */
    private void failed(Throwable failure) {
        boolean worthTelling = failure instanceof MuxException known
                && !(known instanceof ConnectionException)
                && !known.code().equals(TcpConnection.RESET);
        if (worthTelling) {
            complaints.tell("a connection to '%s' has failed".formatted(channel.name()), failure);
        }
    }

    /**
     * Ends the connections to the server in good order. Lazy; cancelling stops the waiting, not the shutdown.
     *
     * @param grace how long what is open may go on
     * @return completes when everything has ended, the TCP connections included
     */
    public Mono<Void> shutdown(Duration grace) {
        return uplink.shutdown(grace).then(tcp.allClosed());
    }
}
