package edgecomet.architecture.samples.outward.application;

import edgecomet.architecture.samples.outward.adapters.SomeAdapter;

/** Wrong: a use case knows an adapter. */
class UsesAdapter {
    SomeAdapter adapter = new SomeAdapter();
}
