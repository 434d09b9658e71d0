package edgecomet.bootstrap.cli;

import java.lang.module.ModuleDescriptor;

/** The version of this program. */
public final class Version {

    private Version() {}

    /** Returns it; known where this runs as a module, because the build writes it into the descriptor. */
    public static String current() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
    }
}
