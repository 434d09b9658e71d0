package edgecomet.architecture.samples.siblings.adapters.one;

import edgecomet.architecture.samples.siblings.adapters.two.Two;

/** Wrong: an adapter knows another. */
class One {
    Two two = new Two();
}
