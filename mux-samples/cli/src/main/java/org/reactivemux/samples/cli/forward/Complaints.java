package org.reactivemux.samples.cli.forward;

/** Where troubles are told, for the people of this side; from any thread. */
@FunctionalInterface
public interface Complaints {

    /**
     * Something went wrong that somebody should know of.
     *
     * @param what did not work
     * @param why it did not
     */
    void tell(String what, Throwable why);
}
