package edgecomet.architecture.samples.siblings.adapters.two;

/** An adapter. */
public class Two {}
