/** What is measured: workloads, and the figures that a round of one gives. */
@NullMarked
package org.reactivemux.samples.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
