package org.reactivemux.samples.benchmarks.workload;

/**
 * One message there and back on an open channel, the next when it has returned.
 *
 * @param size bytes of the message
 * @param bulkSize of the messages that stream on another channel beside it; 0 for none
 */
public record PingPong(int size, int bulkSize) implements Workload {}
