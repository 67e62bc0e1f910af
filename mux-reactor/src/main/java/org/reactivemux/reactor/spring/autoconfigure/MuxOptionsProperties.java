package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.reactivemux.Compression;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@link MuxOptions} as properties, with the same defaults; the reasons for them are given there.
 *
 * @param largestFrame the largest frame payload taken, 1KB to just under 16MB.
 * @param largestMessage the largest message taken, at least largest-frame.
 * @param maxChannels the most channels the peer may have open.
 * @param initialWindow what the peer may have under way on one channel, at least 1KB.
 * @param largestWindow what that may grow to while the reader keeps up.
 * @param prefetch messages the peer may send on a channel before anybody requested them.
 * @param memoryLimit the most that peers' data may hold on one connection.
 * @param reassemblyBudget reserved for messages larger than their window, at least one largest-message.
 * @param growthBudget by how much all windows together may be larger than initial-window; with 0 none grows.
 * @param keepaliveInterval how long the peer may be silent before it is asked for a sign of life.
 * @param keepaliveTimeout how long it may be silent after that before it is given up.
 * @param handshakeTimeout how long the peer may take for its first frame and its answer to hello, and an authoriser for its
 *     decision.
 * @param openTimeout how long the peer may take to accept a channel.
 * @param stallTimeout how long the peer may take nothing of what waits to be written to it before it is given up.
 * @param closeTimeout how long the peer may take to close its side when the connection has ended.
 * @param floodLimits how much the peer may do that costs it next to nothing.
 * @param compression which codecs to take part in, and how hard to try.
 * @param splitForPlainPeers whether a message over 32 KB may be sent to a plain peer as several smaller ones.
 * @param closePlainAtCompletion whether a channel to a plain peer is closed as soon as its outbound completes.
 */
public record MuxOptionsProperties(
        @DefaultValue("64KB") DataSize largestFrame,
        @DefaultValue("16MB") DataSize largestMessage,
        @DefaultValue("1024") int maxChannels,
        @DefaultValue("128KB") DataSize initialWindow,
        @DefaultValue("4MB") DataSize largestWindow,
        @DefaultValue("1") int prefetch,
        @DefaultValue("512MB") DataSize memoryLimit,
        @DefaultValue("64MB") DataSize reassemblyBudget,
        @DefaultValue("64MB") DataSize growthBudget,
        @DefaultValue("30s") Duration keepaliveInterval,
        @DefaultValue("30s") Duration keepaliveTimeout,
        @DefaultValue("10s") Duration handshakeTimeout,
        @DefaultValue("30s") Duration openTimeout,
        @DefaultValue("60s") Duration stallTimeout,
        @DefaultValue("1s") Duration closeTimeout,
        @NestedConfigurationProperty @DefaultValue FloodLimitsProperties floodLimits,
        @NestedConfigurationProperty @DefaultValue CompressionProperties compression,
        @DefaultValue("false") boolean splitForPlainPeers,
        @DefaultValue("false") boolean closePlainAtCompletion) {

    MuxOptions toOptions(String prefix) {
        FloodLimits limits = floodLimits.toLimits(prefix + ".flood-limits");
        Compression codecs = compression.toCompression(prefix + ".compression");
        return OptionProperties.build(prefix, this, () -> toOptions(limits, codecs));
    }

    private MuxOptions toOptions(FloodLimits limits, Compression codecs) {
        return MuxOptions.builder()
                .largestFrame(OptionProperties.bytes("largestFrame", largestFrame))
                .largestMessage(OptionProperties.bytes("largestMessage", largestMessage))
                .maxChannels(maxChannels)
                .initialWindow(OptionProperties.bytes("initialWindow", initialWindow))
                .largestWindow(OptionProperties.bytes("largestWindow", largestWindow))
                .prefetch(prefetch)
                .memoryLimit(memoryLimit.toBytes())
                .reassemblyBudget(reassemblyBudget.toBytes())
                .growthBudget(growthBudget.toBytes())
                .keepaliveInterval(keepaliveInterval)
                .keepaliveTimeout(keepaliveTimeout)
                .handshakeTimeout(handshakeTimeout)
                .openTimeout(openTimeout)
                .stallTimeout(stallTimeout)
                .closeTimeout(closeTimeout)
                .floodLimits(limits)
                .compression(codecs)
                .splitForPlainPeers(splitForPlainPeers)
                .closePlainAtCompletion(closePlainAtCompletion)
                .build();
    }
}
