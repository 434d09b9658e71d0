package edgecomet.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/** All classes of the product, read once; tests and their samples are not among them. */
final class Codebase {

    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(Codebase::isHandwritten)
            .importPackages("edgecomet");

    private Codebase() {}

    /** Returns the deliberately wrong classes of one package below {@code samples}. */
    static JavaClasses samples(String name) {
        return new ClassFileImporter().importPackages("edgecomet.architecture.samples." + name);
    }

    /** The annotation processor's classes begin with a dollar sign and follow rules of their own. */
    private static boolean isHandwritten(Location location) {
        return !location.matches(Pattern.compile(".*/\\$[^/]*\\.class"));
    }
}
