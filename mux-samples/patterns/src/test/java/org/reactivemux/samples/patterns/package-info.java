/** Runs the code of docs/patterns.md. */
@NullMarked
package org.reactivemux.samples.patterns;

import org.jspecify.annotations.NullMarked;
