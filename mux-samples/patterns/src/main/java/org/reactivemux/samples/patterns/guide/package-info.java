/**
 * The code of docs/guide.md and of the README. Not null-marked: {@code block()} may return null to a checker, and these
 * lines are to be read by people who have none.
 */
package org.reactivemux.samples.patterns.guide;
