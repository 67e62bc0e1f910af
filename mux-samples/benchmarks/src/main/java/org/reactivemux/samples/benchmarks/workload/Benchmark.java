package org.reactivemux.samples.benchmarks.workload;

/**
 * A workload with its name.
 *
 * @param id for command lines and files
 * @param title for people
 * @param workload what a round does
 */
public record Benchmark(String id, String title, Workload workload) {}
