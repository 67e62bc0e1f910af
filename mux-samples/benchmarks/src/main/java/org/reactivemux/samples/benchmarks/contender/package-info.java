/** Who is measured: each way of carrying messages over a Unix socket, at its best settings. */
@NullMarked
package org.reactivemux.samples.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
