package edgecomet.architecture.samples.circle.a;

import edgecomet.architecture.samples.circle.b.B;

/** Wrong: knows B, which knows A. */
public class A {
    B b = new B();
}
