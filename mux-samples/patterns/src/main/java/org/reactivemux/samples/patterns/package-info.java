/** The code of docs/patterns.md: ways to use channels, each with a test that runs it. */
@NullMarked
package org.reactivemux.samples.patterns;

import org.jspecify.annotations.NullMarked;
