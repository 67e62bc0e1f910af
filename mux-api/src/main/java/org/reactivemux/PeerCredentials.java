package org.reactivemux;

/** Who the operating system says the process at the other end of a Unix socket is. */
public sealed interface PeerCredentials {

    /**
     * What native transports know.
     *
     * @param pid the process id when the connection was made
     * @param uid the effective user id
     * @param gid the effective primary group id
     */
    record Ids(int pid, int uid, int gid) implements PeerCredentials {}

    /**
     * What the NIO transport knows.
     *
     * @param user the user's name, or its number where it has none
     * @param group the primary group's name, or its number where it has none
     */
    record Names(String user, String group) implements PeerCredentials {}
}
