/** Runs the code of docs/guide.md. */
package org.reactivemux.samples.patterns.guide;
