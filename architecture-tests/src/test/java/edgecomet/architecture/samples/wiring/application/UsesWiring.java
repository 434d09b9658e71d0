package edgecomet.architecture.samples.wiring.application;

import edgecomet.architecture.samples.wiring.bootstrap.Wiring;

/** Wrong: a use case knows how it is wired. */
class UsesWiring {
    Wiring wiring = new Wiring();
}
