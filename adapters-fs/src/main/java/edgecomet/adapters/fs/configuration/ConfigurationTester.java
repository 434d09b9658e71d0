package edgecomet.adapters.fs.configuration;
import java.nio.file.Path;
/** TEMP. */
public final class ConfigurationTester { private ConfigurationTester() {}
/** x. */ public record Result(String out, String err, int exitCode) {}
/** x. */ public static Result test(Path p, String url) { return new Result("", "", 1); }
}
