/**
 * Benchmarks of the protocol's parts, which are visible in their own package only: hence its name. That works on the
 * class path, where alone the benchmarks run; no module could have a package of another one's.
 */
@NullMarked
package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.NullMarked;
