/** When a page counts as settled: pure judgement on events and times, without a browser. */
@NullMarked
package edgecomet.adapters.chrome.settle;

import org.jspecify.annotations.NullMarked;
