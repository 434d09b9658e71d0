package edgecomet.application.port;

import edgecomet.domain.cache.PagePath;
import java.util.Set;

/** The pages that are answered without their bodies being read. Safe for concurrent use. */
public interface PagesInMemory {

    /** Returns where the bodies of these pages lie. */
    Set<PagePath> paths();
}
