/** What tests of several modules need: a real Redis, patience with a bound, a clock that can be turned. */
package edgecomet.application.testing;
