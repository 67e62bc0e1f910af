package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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
        checkOpener(run);
        checkHandler(run);
        if (run.fate() == Fate.BOTH_COMPLETE || run.fate() == Fate.BOTH_COMPLETE_ONCE_OPEN) {
            assertThat(run.sendings().get(1).isCompleted()).isTrue();
        }
    }

    private static void checkOpener(ChannelRun run) {
        Reader opener = run.opener();
        switch (run.fate()) {
            case BOTH_COMPLETE, BOTH_COMPLETE_ONCE_OPEN, HANDLER_IGNORES, HANDLER_STOPS ->
                checkComplete(opener, run.down());
            case ECHOED -> checkComplete(opener, run.up());
            case OPENER_CANCELS -> assertThat(opener.received()).isEqualTo(run.enough());
            case OPENER_FAILS -> assertThat(opener.failure()).isSameAs(run.failure());
            case HANDLER_FAILS, HANDLERS_PUBLISHER_FAILS -> checkFailedLike(opener, run.failure());
            case TOO_LARGE -> checkFailed(opener, ErrorCode.MESSAGE_TOO_LARGE);
            case REFUSED -> {
                checkFailed(opener, ErrorCode.NO_HANDLER);
                assertThat(opener.received()).isZero();
            }
        }
    }

    private static void checkHandler(ChannelRun run) {
        Reader handler = run.handler();
        switch (run.fate()) {
            case BOTH_COMPLETE, BOTH_COMPLETE_ONCE_OPEN -> checkComplete(handler, run.up());
            case HANDLER_STOPS -> assertThat(handler.received()).isEqualTo(run.enough());
            case OPENER_CANCELS -> checkCompleteOrFailed(handler, run.up(), ErrorCode.CANCELLED);
            case OPENER_FAILS -> checkFailedLike(handler, run.failure());
            case TOO_LARGE -> checkFailed(handler, ErrorCode.MESSAGE_TOO_LARGE);
            case ECHOED, HANDLER_IGNORES, HANDLER_FAILS, HANDLERS_PUBLISHER_FAILS, REFUSED -> {}
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

    /** What holds of a channel whose connection was cut: what is not as its fate wills has failed with the connection. */
    static void checkUntilTheCut(ChannelRun run, Set<ErrorCode> causes) {
        checkSignals(run);
        if (!wasCut(run.opener(), causes)) {
            checkOpener(run);
        }
        if (run.wasHandled() && !wasCut(run.handler(), causes)) {
            checkHandler(run);
        }
        if (run.opener().failure() instanceof MuxException unseen && unseen.retrySafe()) {
            assertThat(run.wasHandled())
                    .as("handled, though told to be safe to retry")
                    .isFalse();
        }
    }

    private static boolean wasCut(Reader reader, Set<ErrorCode> causes) {
        return reader.failure() instanceof ConnectionException cut && causes.contains(cut.code());
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
