package edgecomet.architecture.samples.toopublic;

/** Wrong: public, and nobody else uses it. */
public class TooPublic {}
