package org.reactivemux;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;

/**
 * What one side of a connection accepts and how long it waits. Immutable; {@link #defaults()} is right for most.
 *
 * @param largestFrame the largest frame payload taken, in bytes, 1,024 to 16,777,215. Default 65,536: with
 *     less a stream is slower, with more it is no faster until a whole message fits one (docs/adr/0007)
 * @param largestMessage the largest message taken, in bytes, at least {@code largestFrame}. Default 16 MiB
 * @param maxChannels the most channels the peer may have open. Default 1,024
 * @param initialWindow the bytes the peer may have under way on one channel, at least {@code 1,024}. Default 131,072:
 *     two of the largest frames, so that one can be read while the next travels
 * @param largestWindow what that may grow to, in bytes, at least {@code 1,024}, while the reader keeps up and the window
 *     alone holds the peer back; with {@code initialWindow} or less none grows. Default 4 MiB: twice what is under way
 *     on a Unix socket, which is as fast with 1 MiB as with 8. While other channels of the same weight send too, 320 KiB
 *     are the most, for they wait behind what is under way (docs/adr/0004)
 * @param prefetch the messages the peer may send on a channel before anybody requested them. Default 1, with which a
 *     request and its answer take one round trip and demand is exact from the first request on
 * @param memoryLimit the most bytes that peers' data may hold on one connection: {@code initialWindow} for each of twice
 *     {@code maxChannels} (those opened from either side), the reassembly budget and the growth budget must fit. Default
 *     512 MiB
 * @param reassemblyBudget the bytes reserved for messages larger than their window, at least one
 *     {@code largestMessage}. Default 64 MiB: four such messages at a time, further ones wait
 * @param growthBudget the bytes by which all windows together may be larger than {@code initialWindow}, at least 0, with
 *     which none grows; one alone has half of it at the most. Default 64 MiB: fifteen of the largest windows
 * @param keepaliveInterval how long the peer may be silent before it is asked for a sign of life. Default 30 s
 * @param keepaliveTimeout how long it may be silent after that; an extended peer is then given up. Default 30 s
 * @param handshakeTimeout how long the peer may take for its first frame and its answer to hello, and an authoriser for
 *     its decision. Default 10 s: what a busy machine needs for far more
 * @param openTimeout how long the peer may take to accept a channel. Default 30 s
 * @param stallTimeout how long the peer may take nothing of what waits to be written to it; an extended peer is then
 *     given up, a plain one may stand still in good health. Default 60 s: as long as keepalive lets a peer be silent
 * @param closeTimeout how long the peer may take to close its side when the connection has ended, so that it can read
 *     why. Default 1 s
 * @param floodLimits how much the peer may do that costs it next to nothing. Default {@link FloodLimits#defaults()}
 * @param compression which codecs this side takes part in. Default {@link Compression#defaults()}
 * @param splitForPlainPeers whether a message over 32,768 bytes may be sent to a plain peer as several smaller ones;
 *     false, the default, fails it instead, for the peer cannot tell that they belong together
 * @param closePlainAtCompletion whether a channel to a plain peer is closed as soon as its outbound completes, which
 *     gives up what the peer might still send. Default false: it closes when the inbound has ended or was cancelled too
 */
public record MuxOptions(
        int largestFrame,
        int largestMessage,
        int maxChannels,
        int initialWindow,
        int largestWindow,
        int prefetch,
        long memoryLimit,
        long reassemblyBudget,
        long growthBudget,
        Duration keepaliveInterval,
        Duration keepaliveTimeout,
        Duration handshakeTimeout,
        Duration openTimeout,
        Duration stallTimeout,
        Duration closeTimeout,
        FloodLimits floodLimits,
        Compression compression,
        boolean splitForPlainPeers,
        boolean closePlainAtCompletion) {

    private static final int SMALLEST_FRAME = 1_024;
    private static final int LARGEST_FRAME = 0xFF_FFFF;

    private static final MuxOptions DEFAULTS = new MuxOptions(
            65_536,
            16 << 20,
            1_024,
            131_072,
            4 << 20,
            1,
            512L << 20,
            64L << 20,
            64L << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            FloodLimits.defaults(),
            Compression.defaults(),
            false,
            false);

    /**
     * Checks each value, and that what may be granted to the peer fits the memory limit.
     *
     * @param largestFrame as above
     * @param largestMessage as above
     * @param maxChannels as above
     * @param initialWindow as above
     * @param largestWindow as above
     * @param prefetch as above
     * @param memoryLimit as above
     * @param reassemblyBudget as above
     * @param growthBudget as above
     * @param keepaliveInterval as above
     * @param keepaliveTimeout as above
     * @param handshakeTimeout as above
     * @param openTimeout as above
     * @param stallTimeout as above
     * @param closeTimeout as above
     * @param floodLimits as above
     * @param compression as above
     * @param splitForPlainPeers as above
     * @param closePlainAtCompletion as above
     * @throws IllegalArgumentException if a value is out of its range or too much would be granted
     */
    public MuxOptions {
        require(
                largestFrame >= SMALLEST_FRAME && largestFrame <= LARGEST_FRAME,
                "largestFrame is 1,024 to 16,777,215 bytes, not " + largestFrame);
        require(
                largestMessage >= largestFrame,
                "largestMessage is at least largestFrame (" + largestFrame + " bytes), not " + largestMessage);
        require(maxChannels >= 0, "maxChannels is at least 0, not " + maxChannels);
        require(initialWindow >= SMALLEST_FRAME, "initialWindow is at least 1,024 bytes, not " + initialWindow);
        require(largestWindow >= SMALLEST_FRAME, "largestWindow is at least 1,024 bytes, not " + largestWindow);
        require(prefetch >= 0, "prefetch is at least 0, not " + prefetch);
        require(
                reassemblyBudget >= largestMessage,
                "reassemblyBudget is at least largestMessage (" + largestMessage + " bytes), not " + reassemblyBudget);
        require(growthBudget >= 0, "growthBudget is at least 0, not " + growthBudget);
        BigInteger granted = BigInteger.valueOf(2L * maxChannels)
                .multiply(BigInteger.valueOf(initialWindow))
                .add(BigInteger.valueOf(reassemblyBudget))
                .add(BigInteger.valueOf(growthBudget)); // may be beyond a long
        require(
                granted.compareTo(BigInteger.valueOf(memoryLimit)) <= 0,
                ("2 x maxChannels x initialWindow + reassemblyBudget + growthBudget is %,d bytes, "
                                + "over the memoryLimit of %,d; lower one of them or raise memoryLimit")
                        .formatted(granted, memoryLimit));
        requirePositive(keepaliveInterval, "keepaliveInterval");
        requirePositive(keepaliveTimeout, "keepaliveTimeout");
        requirePositive(handshakeTimeout, "handshakeTimeout");
        requirePositive(openTimeout, "openTimeout");
        requirePositive(stallTimeout, "stallTimeout");
        requirePositive(closeTimeout, "closeTimeout");
        Objects.requireNonNull(floodLimits, "floodLimits");
        Objects.requireNonNull(compression, "compression");
    }

    /**
     * The values given above.
     *
     * @return the default options
     */
    public static MuxOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(DEFAULTS);
    }

    /**
     * Starts from these options.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requirePositive(Duration duration, String what) {
        require(!duration.isNegative() && !duration.isZero(), what + " is longer than zero, not " + duration);
    }

    /** Collects options; the values are checked together by {@link #build()}. */
    public static final class Builder extends OptionsDraft {
        private Builder(MuxOptions from) {
            super(from);
        }

        @Override
        Builder builder() {
            return this;
        }
    }
}
