package edgecomet.architecture.samples.outward.adapters;

/** An adapter. */
public class SomeAdapter {}
