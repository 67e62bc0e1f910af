package org.reactivemux.reactor.protocol;

/** What a fuzzer is to find: something that does not hold. Cheap as long as it does. */
final class FuzzFinding extends AssertionError {
    private static final long serialVersionUID = 1L;

    private FuzzFinding(String what) {
        super(what);
    }

    static void unless(boolean holds, String what) {
        if (!holds) {
            throw new FuzzFinding(what);
        }
    }

    /** The subject is made a string only for a finding. */
    static void unless(boolean holds, String what, Object subject) {
        if (!holds) {
            throw new FuzzFinding(what + ": " + subject);
        }
    }
}
