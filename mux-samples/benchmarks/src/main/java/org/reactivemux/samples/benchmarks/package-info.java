/** Measures reactive-mux beside its peers, in two processes over one Unix socket. */
@NullMarked
package org.reactivemux.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
