/** TCP connections carried as channels: {@code mux forward} on one side, {@code mux serve --forward} on the other. */
@NullMarked
package org.reactivemux.samples.cli.forward;

import org.jspecify.annotations.NullMarked;
