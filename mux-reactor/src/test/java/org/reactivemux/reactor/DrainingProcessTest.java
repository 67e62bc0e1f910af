package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.Transport;

/** K-7 to K-12 between processes: each server is told to end by a signal while its successor waits for the path. */
@OverSockets
class DrainingProcessTest {
    private static final int RESTARTS = 3;
    private static final int JOBS_BETWEEN = 200;

    @AutoClose
    private final Sockets sockets = new Sockets(Transport.NIO);

    @TempDir
    Path records;

    @Test
    void underLoadNoJobIsLostAndNoneIsDoneTwice() throws Exception {
        List<Map<Job, Integer>> begun = new ArrayList<>();
        JobServerProcess serving = start(0);
        try {
            serving.awaitListening();
            JobLoad load = JobLoad.on(sockets.client(), sockets::keep);
            for (int i = 1; i <= RESTARTS; i++) {
                JobServerProcess predecessor = serving;
                serving = start(i);
                try (predecessor) {
                    load.awaitMore(JOBS_BETWEEN);
                    predecessor.tellToEnd();
                    serving.awaitListening();
                    predecessor.awaitEnd();
                    begun.add(predecessor.begun());
                }
            }
            load.awaitMore(JOBS_BETWEEN);
            assertThat(load.refusals()).as("refusals").isGreaterThanOrEqualTo(RESTARTS);
            load.stop();
            serving.tellToEnd();
            serving.awaitEnd();
            begun.add(serving.begun());
            load.assertThatEachJobWasDoneOnce(begun);
        } finally {
            serving.close();
        }
    }

    private JobServerProcess start(int number) throws IOException {
        return JobServerProcess.start(sockets.transport(), sockets.path(), records.resolve("record" + number));
    }
}
