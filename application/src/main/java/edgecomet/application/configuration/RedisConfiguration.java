package edgecomet.application.configuration;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to speak to it ({@code redis.*}).
 *
 * @param username of the access control list; null for the default user
 * @param password null where the server asks for none
 * @param database always 0 in a cluster, which has no other
 * @param encryption null for plain connections
 */
public record RedisConfiguration(
        Place place,
        @Nullable String username,
        @Nullable Secret password,
        int database,
        @Nullable Encryption encryption) {

    /** Creates the configuration of one server that is spoken to in plain, as the default user. */
    public RedisConfiguration(String host, int port, @Nullable Secret password, int database) {
        this(new Place.Single(new Address(host, port)), null, password, database, null);
    }

    /** Where one server listens. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** How the servers with the data are found. */
    public sealed interface Place {

        /** One server. */
        record Single(Address address) implements Place {}

        /**
         * The server that the sentinels call the master at present.
         *
         * @param master the name by which they know it
         * @param password of the sentinels themselves; null where they ask for none
         */
        record Sentinel(
                String master,
                List<Address> sentinels,
                @Nullable Secret password) implements Place {
            public Sentinel {
                sentinels = List.copyOf(sentinels);
            }
        }

        /**
         * A cluster that shares the keys out.
         *
         * @param seeds servers that are asked for the others
         */
        record Cluster(List<Address> seeds) implements Place {
            public Cluster {
                seeds = List.copyOf(seeds);
            }
        }
    }

    /**
     * TLS to the servers, whose certificates must be for their names.
     *
     * @param authorities PEM file; null for the authorities that Java trusts
     * @param identity null where the servers ask for no certificate
     */
    public record Encryption(
            @Nullable Path authorities, @Nullable Identity identity) {}

    /** PEM files of the certificate that is shown to servers, and of its key. */
    public record Identity(Path certificate, Path key) {}
}
