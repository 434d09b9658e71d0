package edgecomet.architecture.samples.wiring.bootstrap;

/** The wiring. */
public class Wiring {}
