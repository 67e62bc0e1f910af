package org.reactivemux.reactor.reactive;

import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * How a wire is closed when its connection has ended (docs/protocol.md, K-17): last words are flushed, then the output
 * ends, then the peer closes its side. One that does not is not waited for long.
 */
final class Farewell {
    private enum Stage {
        NOT_YET,
        LAST_WORDS,
        OUTPUT_CLOSED,
        CLOSED
    }

    private final Wire wire;
    private final long patience;
    private final Disposable.Swap linger = Disposables.swap();
    private Stage stage = Stage.NOT_YET;
    private boolean inputOver;
    private boolean brief;
    private int unflushed;

    /** All of it may take so long before the socket is closed over it. */
    Farewell(Wire wire, long patience) {
        this.wire = wire;
        this.patience = patience;
    }

    long patience() {
        return patience;
    }

    /** The socket is closed as soon as the last words are out. */
    void beBrief() {
        brief = true;
    }

    void batchWritten() {
        unflushed++;
    }

    void batchFlushed() {
        unflushed--;
    }

    /** Nothing more will be read. */
    void inputOver() {
        inputOver = true;
    }

    boolean isInputOver() {
        return inputOver;
    }

    /** The connection has ended. */
    void begin() {
        stage = Stage.LAST_WORDS;
        linger.update(wire.schedule(wire::close, patience));
    }

    /** Takes the next step if it is time for one. */
    void proceed(boolean wordsWaiting) {
        if (stage == Stage.NOT_YET || stage == Stage.CLOSED) {
            return;
        }
        if (inputOver) {
            stage = Stage.CLOSED;
            linger.dispose();
            wire.close();
        } else if (stage == Stage.LAST_WORDS && unflushed == 0 && !wordsWaiting) {
            stage = Stage.OUTPUT_CLOSED;
            if (brief) {
                wire.close();
            } else {
                wire.closeOutput();
            }
        }
    }
}
