package edgecomet.architecture.samples.prints;

/** Wrong: prints. */
class Prints {
    void print() {
        System.out.println("for all to see");
    }
}
