/** How it is measured: two processes for each contender, and rounds in turn. */
@NullMarked
package org.reactivemux.samples.benchmarks.run;

import org.jspecify.annotations.NullMarked;
