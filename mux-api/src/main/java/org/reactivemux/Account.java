package org.reactivemux;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Arrays;
import java.util.List;

/** A user or a group that a peer's process may run as. Numbers are compared as such, names by the system's accounts. */
sealed interface Account {

    /** The user that this process runs as; asked for once, for it is looked up among the system's accounts. */
    int OWN_UID = (int) new UnixSystem().getUid();

    /** Whether these are its credentials; a name may be looked up, which can block. */
    boolean matches(PeerCredentials peer);

    static List<Account> users(int... uids) {
        return Arrays.stream(uids).<Account>mapToObj(User::new).toList();
    }

    static List<Account> group(int gid) {
        return List.of(new Group(gid));
    }

    private static UserPrincipalLookupService accounts() {
        return FileSystems.getDefault().getUserPrincipalLookupService();
    }

    /** A name resolves to its number, and a number that is nobody's name to itself, so that equality is that of ids. */
    private static boolean areEqual(Lookup lookup, String name, int id) {
        try {
            return lookup.by(name).equals(lookup.by(Integer.toUnsignedString(id)));
        } catch (IOException unknown) {
            return false; // UserPrincipalNotFoundException: an account without a name that is not a number either
        }
    }

    /** One of the two kinds of names. */
    @FunctionalInterface
    interface Lookup {
        UserPrincipal by(String name) throws IOException;
    }

    /**
     * A user.
     *
     * @param uid its id
     */
    record User(int uid) implements Account {
        @Override
        public boolean matches(PeerCredentials peer) {
            return peer instanceof PeerCredentials.Names names
                    ? areEqual(accounts()::lookupPrincipalByName, names.user(), uid)
                    : ((PeerCredentials.Ids) peer).uid() == uid;
        }
    }

    /**
     * A primary group.
     *
     * @param gid its id
     */
    record Group(int gid) implements Account {
        @Override
        public boolean matches(PeerCredentials peer) {
            return peer instanceof PeerCredentials.Names names
                    ? areEqual(accounts()::lookupPrincipalByGroupName, names.group(), gid)
                    : ((PeerCredentials.Ids) peer).gid() == gid;
        }
    }
}
