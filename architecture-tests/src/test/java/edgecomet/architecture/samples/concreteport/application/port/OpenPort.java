package edgecomet.architecture.samples.concreteport.application.port;

/** Wrong: a port that is a class to extend. */
class OpenPort {}
