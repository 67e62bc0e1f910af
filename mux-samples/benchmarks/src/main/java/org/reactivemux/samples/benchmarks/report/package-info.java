/** What is made of the measurements: intervals, targets, tables and plots. */
@NullMarked
package org.reactivemux.samples.benchmarks.report;

import org.jspecify.annotations.NullMarked;
