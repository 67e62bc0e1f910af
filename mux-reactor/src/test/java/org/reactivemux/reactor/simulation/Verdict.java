package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/** What must have become of a channel, by its {@link Fate}. */
final class Verdict {
    private Verdict() {}

    /** What holds of every channel, however it ended. */
    static void checkSignals(ChannelRun run) {
        run.readers().forEach(reader -> {
            reader.assertThatNothingWentWrong();
            assertThat(reader.isOver()).as("a reader's stream is over").isTrue();
        });
        run.sendings().forEach(Sending::assertThatItEndedOnce);
    }

    /** What holds of this one, whose connection was not ended by anybody. */
    static void check(ChannelRun run) {
        checkSignals(run);
        switch (run.fate()) {
            case BOTH_COMPLETE, BOTH_COMPLETE_ONCE_OPEN -> {
                checkComplete(run.opener(), run.down());
                checkComplete(run.handler(), run.up());
                assertThat(run.sendings().get(1).isCompleted()).isTrue();
            }
            case ECHOED -> checkComplete(run.opener(), run.up());
            case HANDLER_IGNORES -> checkComplete(run.opener(), run.down());
            case HANDLER_STOPS -> {
                checkComplete(run.opener(), run.down());
                assertThat(run.handler().received()).isEqualTo(run.enough());
            }
            case OPENER_CANCELS -> {
                assertThat(run.opener().received()).isEqualTo(run.enough());
                checkCompleteOrFailed(run.handler(), run.up(), ErrorCode.CANCELLED);
            }
            case OPENER_FAILS -> {
                assertThat(run.opener().failure()).isSameAs(run.failure());
                checkFailedLike(run.handler(), run.failure());
            }
            case HANDLER_FAILS, HANDLERS_PUBLISHER_FAILS -> checkFailedLike(run.opener(), run.failure());
            case TOO_LARGE -> {
                checkFailed(run.opener(), ErrorCode.MESSAGE_TOO_LARGE);
                checkFailed(run.handler(), ErrorCode.MESSAGE_TOO_LARGE);
            }
            case REFUSED -> {
                checkFailed(run.opener(), ErrorCode.NO_HANDLER);
                assertThat(run.opener().received()).isZero();
            }
        }
    }

    /** What holds of a channel whose connection was about to end: all of it was done or nothing of it. */
    static void checkAllOrNothing(ChannelRun run) {
        Throwable failure = run.opener().failure();
        boolean refused = failure instanceof MuxException unseen && unseen.retrySafe();
        if (refused || failure instanceof ConnectionException) {
            checkSignals(run);
            assertThat(run.wasHandled())
                    .as("a handler saw what is told not to have begun")
                    .isFalse();
        } else {
            check(run);
        }
    }

    private static void checkComplete(Reader reader, Script script) {
        assertThat(reader.isCompleted()).as("%s is completed", reader).isTrue();
        assertThat(reader.received()).isEqualTo(script.count());
    }

    /** A handler that was never called is none the worse: the opener gave up before its OPEN was written. */
    private static void checkFailed(Reader reader, ErrorCode code) {
        if (reader.wasSubscribed()) {
            assertThat(reader.failure())
                    .isInstanceOfSatisfying(
                            MuxException.class,
                            failure -> assertThat(failure.code()).isEqualTo(code));
        }
    }

    private static void checkFailedLike(Reader reader, MuxException expected) {
        checkFailed(reader, expected.code());
        if (reader.wasSubscribed()) {
            assertThat(reader.failure()).hasMessage(expected.getMessage());
        }
    }

    private static void checkCompleteOrFailed(Reader reader, Script script, ErrorCode code) {
        if (reader.isCompleted()) {
            assertThat(reader.received()).isEqualTo(script.count());
        } else {
            checkFailed(reader, code);
        }
    }
}
