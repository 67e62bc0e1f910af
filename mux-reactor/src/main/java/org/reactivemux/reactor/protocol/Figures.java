package org.reactivemux.reactor.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Transport;

/** What is counted in a session and its channels, for snapshots; any thread may ask for one. */
final class Figures {
    private final Session session;
    private final Lifetime lifetime;
    private final FrameTally sent;
    private final FrameTally received;
    private final long began;

    Figures(Session session, Lifetime lifetime, FrameTally sent, FrameTally received, long now) {
        this.session = session;
        this.lifetime = lifetime;
        this.sent = sent;
        this.received = received;
        this.began = now;
    }

    ConnectionSnapshot snapshot(long number, Transport transport, long now) {
        ChannelRegistry channels = session.channels();
        List<Channel> open;
        Totals all;
        synchronized (channels) { // a channel is among the open ones or in the sums, never in both
            open = channels.all();
            all = channels.totals().copy();
        }
        open.forEach(channel -> all.add(channel, now));
        long roundTrip = session.pings().roundTrip();
        return new ConnectionSnapshot(
                number,
                session.role() == Role.INITIATOR ? ConnectionSnapshot.Role.CLIENT : ConnectionSnapshot.Role.SERVER,
                transport,
                Optional.ofNullable(session.dialect()),
                lifetime.state(channels.goingAway().isUnderWay()),
                Duration.ofNanos(now - began),
                roundTrip < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(roundTrip)),
                sent.traffic(all.messagesSent(), all.refusalsSent()),
                received.traffic(all.messagesReceived(), all.refusalsReceived()),
                channels.late().count(),
                Duration.ofNanos(all.blockedOnCredit()),
                Duration.ofNanos(all.blockedOnWindow()),
                session.codecs().snapshot(),
                open.stream().map(channel -> of(channel, now)).toList());
    }

    private static ChannelSnapshot of(Channel channel, long now) {
        Inbound inbound = channel.inbound();
        Outbound outbound = channel.outbound();
        Allowance allowance = outbound.allowance();
        boolean requested = channel.admission() == Admission.REQUESTED;
        return new ChannelSnapshot(
                requested ? 0 : channel.id(),
                channel.head().name(),
                inbound.state(),
                outbound.state(),
                allowance.isUnbounded() ? -1 : allowance.credit(),
                allowance.window(),
                outbound.queuedMessages(),
                outbound.queuedBytes(),
                inbound.credit().left(),
                inbound.window().left(),
                inbound.queuedBytes(),
                outbound.messages(),
                inbound.messages(),
                outbound.bytes(),
                inbound.bytes(),
                outbound.heldUp().lacking(),
                Duration.ofNanos(outbound.heldUp().onCredit(now)),
                Duration.ofNanos(outbound.heldUp().onWindow(now)),
                requested ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - channel.openedAt())));
    }
}
