import org.jspecify.annotations.NullMarked;

/** The contract of reactive-mux: connections, channels, their options and errors. */
@NullMarked
module org.reactivemux {
    requires static transitive org.jspecify;
    requires transitive org.reactivestreams;
    requires transitive reactor.core;
    requires jdk.security.auth;

    exports org.reactivemux;
}
