package org.reactivemux.samples.benchmarks.run;

import java.nio.file.Path;
import org.reactivemux.samples.benchmarks.contender.Client;
import org.reactivemux.samples.benchmarks.contender.Contender;
import org.reactivemux.samples.benchmarks.workload.Figures;
import org.reactivemux.samples.benchmarks.workload.Workload;

/** What a child process does, by its role. */
sealed interface Part {

    /** Takes it up. */
    static Part of(Role role, Contender contender, Path socket) {
        return switch (role) {
            case SERVER -> new Serving(contender.serve(socket));
            case CLIENT -> new Playing(contender, socket);
        };
    }

    /** Plays a round. */
    Figures round(Workload workload, int amount);

    /** Closes the connection and makes a new one; the result is a word for it. */
    String reconnect();

    /**
     * The server has nothing to do but to be there.
     *
     * @param server kept until the process ends
     */
    record Serving(AutoCloseable server) implements Part {
        @Override
        public Figures round(Workload workload, int amount) {
            throw new IllegalStateException("a server starts no rounds");
        }

        @Override
        public String reconnect() {
            throw new IllegalStateException("a server does not connect");
        }
    }

    /** The client is what rounds are started on. */
    final class Playing implements Part {
        private final Contender contender;
        private final Path socket;
        private Client client;

        Playing(Contender contender, Path socket) {
            this.contender = contender;
            this.socket = socket;
            client = contender.connect(socket);
        }

        @Override
        public Figures round(Workload workload, int amount) {
            return new Round(client).of(workload, amount);
        }

        @Override
        public String reconnect() {
            client.close();
            client = contender.connect(socket);
            return "connected";
        }
    }
}
