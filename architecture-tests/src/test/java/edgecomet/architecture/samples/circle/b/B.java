package edgecomet.architecture.samples.circle.b;

import edgecomet.architecture.samples.circle.a.A;

/** Wrong: knows A, which knows B. */
public class B {
    A a;
}
