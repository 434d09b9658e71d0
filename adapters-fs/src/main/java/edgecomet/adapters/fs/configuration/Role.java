package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Keys;

/** For whom a gateway's files are read. */
enum Role {
    /** A gateway over Redis. */
    GATEWAY,

    /** One process that is everything: without Redis, and without an internal listener unless one is asked for. */
    STANDALONE,

    /** A cache daemon, which only wants to know what the gateways are told. */
    DAEMON;

    /** Returns the keys of the main file. */
    Keys table() {
        return this == STANDALONE ? FileTables.STANDALONE : FileTables.GATEWAY;
    }

    /** Returns whether this process serves pages, with the disk and the certificates that the files name. */
    boolean servesPages() {
        return this != DAEMON;
    }
}
