/** Browser processes of the operating system: found, started, watched, killed, and cleaned up after. */
@NullMarked
package edgecomet.adapters.chrome.process;

import org.jspecify.annotations.NullMarked;
