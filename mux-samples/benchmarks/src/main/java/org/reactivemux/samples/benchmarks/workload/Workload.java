package org.reactivemux.samples.benchmarks.workload;

/** What a round does. */
public sealed interface Workload permits Streams, Requests, PingPong, Idle, Weights {}
