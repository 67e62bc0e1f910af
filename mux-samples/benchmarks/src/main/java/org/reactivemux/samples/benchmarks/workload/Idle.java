package org.reactivemux.samples.benchmarks.workload;

/**
 * Channels that are opened, accepted and listened to, and then say nothing.
 *
 * @param channels open at the same time on one connection
 */
public record Idle(int channels) implements Workload {}
