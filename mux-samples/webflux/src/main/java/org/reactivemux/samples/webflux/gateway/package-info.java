/** The process that browsers talk to: HTTP on one side, channels to the worker on the other. */
@NullMarked
package org.reactivemux.samples.webflux.gateway;

import org.jspecify.annotations.NullMarked;
