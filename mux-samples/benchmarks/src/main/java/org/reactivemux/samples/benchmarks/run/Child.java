package org.reactivemux.samples.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.reactivemux.samples.benchmarks.workload.Catalogue;

/** The program of a child process: answers each line of its input with one line. */
public final class Child {
    private final Side side;
    private final PrintStream out;
    private @Nullable Part part;

    /**
     * A child that has not begun.
     *
     * @param side what it is to be
     * @param out where its answers go
     */
    public Child(Side side, PrintStream out) {
        this.side = side;
        this.out = out;
    }

    /**
     * Returns when the input ends, whatever is under way: the process must then end too, and so cannot outlive its
     * parent. Questions are answered on a thread of their own for that.
     */
    public void answer(BufferedReader in) throws IOException {
        ExecutorService answers = Executors.newSingleThreadExecutor();
        String line;
        while ((line = in.readLine()) != null) {
            String question = line;
            answers.execute(() -> out.println(answer(question).line()));
        }
    }

    // Whatever goes wrong, with native libraries and memory too, is for the parent to hear.
    private Answer answer(String question) {
        try {
            return Answer.done(act(question.split(" ", -1)));
        } catch (Throwable failure) {
            failure.printStackTrace();
            return Answer.to(failure);
        }
    }

    private String act(String[] words) {
        return switch (Question.valueOf(words[0])) {
            case READY -> part().toString();
            case RUN ->
                part().round(Catalogue.find(words[1]).workload(), Integer.parseInt(words[2]))
                        .text();
            case RECONNECT -> part().reconnect();
            case ALLOCATED -> Long.toString(Memory.allocated());
            case HEAP -> Long.toString(Memory.used());
        };
    }

    /** Begins with the first question, so that what fails then is an answer to it. */
    private Part part() {
        Part known = part;
        if (known == null) {
            known = side.start();
            part = known;
        }
        return known;
    }
}
