package org.reactivemux;

import java.time.Duration;

/** Options that are still being chosen: a value for each of {@link MuxOptions}, not yet checked. */
abstract sealed class OptionsDraft permits MuxOptions.Builder {
    private int largestFrame;
    private int largestMessage;
    private int maxChannels;
    private int initialWindow;
    private int largestWindow;
    private int prefetch;
    private long memoryLimit;
    private long reassemblyBudget;
    private long growthBudget;
    private Duration keepaliveInterval;
    private Duration keepaliveTimeout;
    private Duration handshakeTimeout;
    private Duration openTimeout;
    private Duration stallTimeout;
    private Duration closeTimeout;
    private FloodLimits floodLimits;
    private Compression compression;
    private boolean splitForPlainPeers;
    private boolean closePlainAtCompletion;

    OptionsDraft(MuxOptions from) {
        largestFrame = from.largestFrame();
        largestMessage = from.largestMessage();
        maxChannels = from.maxChannels();
        initialWindow = from.initialWindow();
        largestWindow = from.largestWindow();
        prefetch = from.prefetch();
        memoryLimit = from.memoryLimit();
        reassemblyBudget = from.reassemblyBudget();
        growthBudget = from.growthBudget();
        keepaliveInterval = from.keepaliveInterval();
        keepaliveTimeout = from.keepaliveTimeout();
        handshakeTimeout = from.handshakeTimeout();
        openTimeout = from.openTimeout();
        stallTimeout = from.stallTimeout();
        closeTimeout = from.closeTimeout();
        floodLimits = from.floodLimits();
        compression = from.compression();
        splitForPlainPeers = from.splitForPlainPeers();
        closePlainAtCompletion = from.closePlainAtCompletion();
    }

    /** This draft, as users know it. */
    abstract MuxOptions.Builder builder();

    /**
     * Sets {@link MuxOptions#largestFrame()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder largestFrame(int value) {
        largestFrame = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#largestMessage()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder largestMessage(int value) {
        largestMessage = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#maxChannels()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder maxChannels(int value) {
        maxChannels = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#initialWindow()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder initialWindow(int value) {
        initialWindow = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#largestWindow()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder largestWindow(int value) {
        largestWindow = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#prefetch()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder prefetch(int value) {
        prefetch = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#memoryLimit()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder memoryLimit(long value) {
        memoryLimit = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#reassemblyBudget()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder reassemblyBudget(long value) {
        reassemblyBudget = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#growthBudget()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder growthBudget(long value) {
        growthBudget = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#keepaliveInterval()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder keepaliveInterval(Duration value) {
        keepaliveInterval = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#keepaliveTimeout()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder keepaliveTimeout(Duration value) {
        keepaliveTimeout = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#handshakeTimeout()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder handshakeTimeout(Duration value) {
        handshakeTimeout = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#openTimeout()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder openTimeout(Duration value) {
        openTimeout = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#stallTimeout()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder stallTimeout(Duration value) {
        stallTimeout = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#closeTimeout()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder closeTimeout(Duration value) {
        closeTimeout = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#floodLimits()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder floodLimits(FloodLimits value) {
        floodLimits = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#compression()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder compression(Compression value) {
        compression = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#splitForPlainPeers()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder splitForPlainPeers(boolean value) {
        splitForPlainPeers = value;
        return builder();
    }

    /**
     * Sets {@link MuxOptions#closePlainAtCompletion()}.
     *
     * @param value as described at {@link MuxOptions}
     * @return this builder
     */
    public MuxOptions.Builder closePlainAtCompletion(boolean value) {
        closePlainAtCompletion = value;
        return builder();
    }

    /**
     * The options.
     *
     * @return the options, checked
     * @throws IllegalArgumentException if a value is out of its range or what they grant exceeds the memory limit
     */
    public MuxOptions build() {
        return new MuxOptions(
                largestFrame,
                largestMessage,
                maxChannels,
                initialWindow,
                largestWindow,
                prefetch,
                memoryLimit,
                reassemblyBudget,
                growthBudget,
                keepaliveInterval,
                keepaliveTimeout,
                handshakeTimeout,
                openTimeout,
                stallTimeout,
                closeTimeout,
                floodLimits,
                compression,
                splitForPlainPeers,
                closePlainAtCompletion);
    }
}
