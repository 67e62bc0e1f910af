/** What single operations cost, measured by JMH: time and allocated bytes. */
@NullMarked
package org.reactivemux.samples.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
