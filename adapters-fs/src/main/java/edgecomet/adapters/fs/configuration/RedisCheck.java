package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import java.nio.file.Path;
import java.util.List;

/** Checks a required {@code redis} block. */
final class RedisCheck {

    private final Path file;
    private final Section redis;
    private final Report report;

    private RedisCheck(Path file, Section redis, Report report) {
        this.file = file;
        this.redis = redis;
        this.report = report;
    }

    /**
     * Checks the block.
     *
     * @param file that it is in, to which other files are relative
     * @param missing what is said of a key that must be there
     */
    static void check(Path file, Section redis, String missing, Report report) {
        new RedisCheck(file, redis, report).check(missing);
    }

    private void check(String missing) {
        Section sentinel = redis.section("sentinel");
        Section cluster = redis.section("cluster");
        if (sentinel.isPresent() || cluster.isPresent()) {
            oneOf(sentinel, cluster);
            sentinel(sentinel);
            cluster(cluster);
        } else {
            single(missing);
        }
        if (redis.number("db") < 0) {
            report.error(redis.line("db"), "redis.db must be >= 0, got " + redis.number("db"));
        }
        if (!redis.text("username").isEmpty() && redis.text("password").isEmpty()) {
            report.error(redis.line("username"), "redis.username needs redis.password");
        }
        tls(redis.section("tls"));
    }

    private void single(String missing) {
        String address = redis.text("addr");
        if (address.isEmpty()) {
            report.error(redis.line("addr"), "redis.addr " + missing);
        } else {
            address(redis.line("addr"), "redis.addr", address);
        }
    }

    private void oneOf(Section sentinel, Section cluster) {
        if (!redis.text("addr").isEmpty()) {
            report.error(
                    redis.line("addr"),
                    "redis.addr cannot stand beside " + (sentinel.isPresent() ? "redis.sentinel" : "redis.cluster")
                            + ": the servers are found by that");
        }
        if (sentinel.isPresent() && cluster.isPresent()) {
            report.error(cluster.line(), "redis.cluster cannot stand beside redis.sentinel: take one of them out");
        }
    }

    private void sentinel(Section sentinel) {
        if (!sentinel.isPresent()) {
            return;
        }
        if (sentinel.text("master").isEmpty()) {
            report.error(sentinel.line("master"), "redis.sentinel.master is required: the name that the sentinels use");
        }
        addresses(sentinel, "redis.sentinel.addrs");
    }

    private void cluster(Section cluster) {
        if (!cluster.isPresent()) {
            return;
        }
        addresses(cluster, "redis.cluster.addrs");
        if (redis.number("db") > 0) {
            report.error(redis.line("db"), "redis.db must be 0 in a cluster, got " + redis.number("db"));
        }
    }

    private void addresses(Section section, String name) {
        List<Located<String>> items = section.items("addrs");
        if (items.isEmpty()) {
            report.error(section.line("addrs"), name + " is required: one address at least");
        }
        items.forEach(item -> address(item.line(), name, item.value()));
    }

    private void address(int line, String name, String text) {
        if (RedisReader.address(text).isEmpty()) {
            report.error(line, name + " must be host:port, got " + Quoted.of(text));
        }
    }

    private void tls(Section tls) {
        if (!tls.isTrue("enabled")) {
            return;
        }
        readable(tls, "ca_file");
        readable(tls, "cert_file");
        readable(tls, "key_file");
        if (tls.text("cert_file").isEmpty() != tls.text("key_file").isEmpty()) {
            report.error(tls.line(), "redis.tls.cert_file and redis.tls.key_file belong together");
        }
    }

    private void readable(Section tls, String key) {
        NamedFile.readable(file, tls, key, "redis.tls." + key, report);
    }
}
