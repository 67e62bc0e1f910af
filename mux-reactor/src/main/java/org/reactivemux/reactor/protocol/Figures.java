package org.reactivemux.reactor.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Channel.Admission;

/** What is counted in a session and its channels, for snapshots; any thread may ask for one. */
final class Figures {
    private final FrameEncoder encoder;
    private final FrameDecoder decoder;
    private final Clockwork clockwork;
    private final ChannelRegistry channels;
    private final Codecs codecs;

    Figures(FrameEncoder encoder, FrameDecoder decoder, Clockwork clockwork, ChannelRegistry channels, Codecs codecs) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.clockwork = clockwork;
        this.channels = channels;
        this.codecs = codecs;
    }

    ConnectionSnapshot snapshot(Transport transport) {
        long nanos = clockwork.roundTrip();
        List<ChannelSnapshot> open = channels.all().stream().map(Figures::of).toList();
        return new ConnectionSnapshot(
                transport,
                nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)),
                encoder.frames(),
                decoder.frames(),
                encoder.bytes(),
                decoder.bytes(),
                channels.late().count(),
                codecs.snapshot(),
                open);
    }

    private static ChannelSnapshot of(Channel channel) {
        Inbound inbound = channel.inbound();
        Outbound outbound = channel.outbound();
        Allowance allowance = outbound.allowance();
        return new ChannelSnapshot(
                channel.admission() == Admission.REQUESTED ? 0 : channel.id(),
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
                inbound.messages());
    }
}
